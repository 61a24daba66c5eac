import { expectCors, expectError, expectPage } from './answers'
import {
  askForToken,
  clientSecret,
  credentialsOf,
  formsOf,
  pathOf,
  postRequestToken,
  pressButton,
  submitToken,
} from './flow'
import { hostKinds, startHost, type HostOptions } from '../host/host'

const app = 'https://app.example.org'
const options: HostOptions = { nextLink: { origins: [app, 'org.example.app://', 'myapp://open'] } }

const allowed = [
  [`${app}/`, `${app}/`],
  [`${app}/reset?done=1#/login`, `${app}/reset?done=1#/login`],
  [`${app}:443/x`, `${app}/x`],
  ['HTTPS://APP.example.org/x', `${app}/x`],
  ['https://matrix.example.org/client', 'https://matrix.example.org/client'],
  ['org.example.app:///done?x=1', 'org.example.app:///done?x=1'],
  ['MyApp://open/done', 'myapp://open/done'],
] as const

const refused = [
  ...['javascript:alert(1)', 'data:text/html,x', 'mailto:eve@evil.example', 'element://reset', 'about:blank', ''],
  ...[
    '//evil.example',
    '//app.example.org',
    '/relative',
    'reset',
    '?x',
    '#x',
    'https:app.example.org',
    'https:///app.example.org/',
  ],
  ...['http://app.example.org/', 'https://app.example.org:8443/', 'https://example.org/', 'https://evil.example/'],
  ...['https://app.example.org.evil.example/', 'https://evil.app.example.org/', 'https://notapp.example.org'],
  ...['https://app.example.org@evil.example/', 'https://user@app.example.org/', 'https://user:pw@app.example.org/'],
  ...['https://@app.example.org/', 'https://:@app.example.org/'],
  ...['https://*.example.org/', 'https://*/', 'https://app.example.org\\@evil.example/', 'https:\\\\app.example.org/'],
  ...['https://app.example.org\\.evil.example', 'https://evil.example\\app.example.org', 'https://app.example.org/\\x'],
  // Written as a URL, and none.
  ...[
    'https://app.example.org:99999/',
    'https://app.example.org:x/',
    'https://[/',
    'https://[::/',
    'https://1.2.3.999/',
  ],
  // Look-alikes: a Cyrillic а, a full-width letter, an ideographic full stop.
  ...['https://\u0430pp.example.org/', 'https://\uff41pp.example.org/', 'https://app\u3002example.org/'],
  ...[
    ' https://app.example.org/',
    'https://app.example.org/ ',
    'https://app.example.org/\n',
    'ht\ntps://app.example.org/',
  ],
  ...[
    'https://app.example.org\t/',
    'https://app.example.org/\u0000',
    'https://app.example.org./',
    '\u0001https://app.example.org',
  ],
  ...['https://app.example.org%2eevil.example/', `https://app.example.org/${'x'.repeat(8_000)}`],
  ...[
    'myapp://other/done',
    'myapp://open:1/',
    'myapp://open.example/',
    'myapp://open/#done',
    'myapp:open',
    'myapp:///open',
  ],
  ...['myapp://@open/', 'myapp://user@open/', 'org.example.app://open', 'org.example.app:done', 'other.app:///done'],
  ...['null', '*', 'blob:https://app.example.org/1', 'view-source:https://app.example.org/'],
]

function expectRedirect(answer: { status: number; headers: object; text: string }, status: number, location: string) {
  expect({ status: answer.status, ...answer.headers }).toMatchObject({
    status,
    location,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  expectCors(answer as never)
}

describe.each(hostKinds)('next_link on a host $name', (kind) => {
  test.each(allowed)('%s: the GET of submitToken and the buttons of pages lead to %s', async (next_link, location) => {
    const host = await startHost(kind, options)
    const { sid, client_secret, token } = await askForToken(host, 'msisdn', { next_link })
    const path = host.submitTokenPath('msisdn')
    const page = await host.agent.get(path).query({ sid, client_secret }).set('Accept', 'text/html')
    expectPage(page, 200)
    expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()

    expectRedirect(await pressButton(host, formsOf(page.text)[0], { token }), 303, location)
    for (const once of [path, host.at('/_matrix/identity/api/v1/validate/msisdn/submitToken')])
      expectRedirect(await host.agent.get(once).query({ sid, client_secret, token }), 302, location)
    const posted = await host.agent.post(path).send({ sid, client_secret, token })
    expect(posted).toMatchObject({ status: 200, body: { success: true } })
  })

  test("the button of an emailed link's page leads there too, and again", async () => {
    const host = await startHost(kind, options)
    const session = await askForToken(host, 'email', { next_link: `${app}/done` })
    const page = await host.agent.get(pathOf(session.link))
    const [confirm] = formsOf(page.text)
    expectRedirect(await pressButton(host, confirm), 303, `${app}/done`)
    expectRedirect(await pressButton(host, confirm), 303, `${app}/done`)
    expect(await host.passwordReset.validated(credentialsOf(session))).not.toBeNull()
    // Chromium judges where a form's answer leads by the page's policy.
    const policy = String(page.headers['content-security-policy'])
    expect(/form-action ([^;]*)/.exec(policy)?.[1]?.split(' ')).toEqual([
      "'self'",
      'https://matrix.example.org',
      app,
      'org.example.app:',
      'myapp:',
    ])
  })

  test('a wrong token leads nowhere', async () => {
    const host = await startHost(kind, options)
    const { sid, client_secret } = await askForToken(host, 'email', { next_link: `${app}/done` })
    const answer = await host.agent.get(host.submitTokenPath('email')).query({ sid, client_secret, token: 'wrong' })
    expectPage(answer, 400)
    expect(answer.headers).not.toHaveProperty('location')
  })

  test.each(['email', 'msisdn'] as const)('%s: what is not allowed is refused when it is asked for', async (medium) => {
    const host = await startHost(kind, options)
    const taken: string[] = []
    for (const next_link of refused) {
      const answer = await postRequestToken(host, medium, { next_link })
      if (answer.status === 200) taken.push(next_link)
      else expectError(answer, 400, 'M_INVALID_PARAM')
    }
    expect(taken).toEqual([])
    expect(host.outbox.messages).toEqual([])
  })

  test("without origins in the options, publicBaseUrl's own is the only one", async () => {
    const host = await startHost(kind)
    expectError(await postRequestToken(host, 'email', { next_link: `${app}/` }), 400, 'M_INVALID_PARAM')
    await askForToken(host, 'email', { next_link: 'https://matrix.example.org/anywhere' })
  })

  test('appendSid puts the sid into the query, in front of a fragment, and never the client_secret', async () => {
    const host = await startHost(kind, { nextLink: { origins: [app], appendSid: true } })
    const links = [
      [`${app}/done#/login?x=1`, (sid: string) => `${app}/done?sid=${sid}#/login?x=1`],
      [`${app}/done?a=b`, (sid: string) => `${app}/done?a=b&sid=${sid}`],
      // What stands in the query stays as it was written.
      [`${app}/done?a=b%20c&flag#x`, (sid: string) => `${app}/done?a=b%20c&flag&sid=${sid}#x`],
    ] as const
    for (const [index, [next_link, location]] of links.entries()) {
      const session = await askForToken(host, 'email', { next_link, client_secret: `${clientSecret}-${index}` })
      const { sid, client_secret, token } = session
      const answer = await host.agent.get(host.submitTokenPath('email')).query({ sid, client_secret, token })
      expectRedirect(answer, 302, location(sid))
      expect(answer.headers['location']).not.toContain(client_secret)
      const [confirm] = formsOf((await host.agent.get(pathOf(session.link))).text)
      expectRedirect(await pressButton(host, confirm), 303, location(sid))
    }
  })

  test('with next_link, a POST for JSON is answered with JSON', async () => {
    const host = await startHost(kind, options)
    const session = await askForToken(host, 'email', { next_link: `${app}/done` })
    expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
  })
})
