import { createHash } from 'node:crypto'
import { expectPage } from './answers'
import type { HttpAnswer } from '../host/exchange'
import { askForToken, formsOf, pathOf, postRequestToken, pressButton, submitToken } from './flow'
import { hostKinds, startHost } from '../host/host'

function policyOf({ headers }: HttpAnswer): Record<string, string[]> {
  const directives = String(headers['content-security-policy']).split(/;\s*/)
  return Object.fromEntries(
    directives.map((directive) => directive.split(' ')).map(([name = '', ...sources]) => [name, sources]),
  )
}

/** Checks the headers: a strict CSP without scripts, other origins or frames, `no-store`, and `no-referrer`. */
function expectSafePage(page: HttpAnswer, status: number) {
  expectPage(page, status)
  expect(page.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  const policy = policyOf(page)
  expect(policy).toMatchObject({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] })
  expect(policy['form-action']).toContain("'self'")
  for (const sources of Object.values(policy)) {
    for (const loose of ['*', "'unsafe-inline'", "'unsafe-eval'", 'https:', 'http:'])
      expect(sources).not.toContain(loose)
  }
  expect(page.text).not.toMatch(/<script|<iframe|<object|<link\b|javascript:|<[^>]*\son\w+\s*=/i)
  expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//i)
  // No rule of the policy stops the page's own style, and nothing else is let in.
  const styles = [...page.text.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => style)
  const hashes = styles.map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  expect(policy['style-src']).toEqual(hashes.length > 0 ? hashes : ["'none'"])
  expect(page.text).not.toMatch(/<[^>]+\sstyle=/)
}

describe.each(hostKinds)('pages of a host $name', (kind) => {
  test('every page keeps browsers from leaking, framing and running anything', async () => {
    const host = await startHost(kind)
    const browser = (path: string) => host.agent.get(path).set('Accept', 'text/html')
    const session = await askForToken(host, 'email')
    const { sid, client_secret, token, link } = session
    const confirm = await browser(pathOf(link))
    expectSafePage(confirm, 200)
    const submit = host.submitTokenPath('email')
    expectSafePage(await browser(`${submit}?sid=${sid}&client_secret=${client_secret}`), 200)
    expectSafePage(await browser(`${submit}?sid=${sid}&client_secret=${client_secret}&token=wrong`), 400)
    expectSafePage(await browser(`${submit}?sid=unknown&client_secret=${client_secret}&token=${token}`), 400)
    expectSafePage(await browser(submit), 400)
    expectSafePage(await browser(host.confirmPath('email')), 400)
    expectSafePage(await pressButton(host, formsOf(confirm.text)[0]), 200)
    expectSafePage(await browser(`${submit}?sid=${sid}&client_secret=${client_secret}&token=${token}`), 200)
    expectSafePage(await pressButton(host, formsOf(confirm.text)[1]), 200)
    expectSafePage(await browser(pathOf(link)), 400)
    expectSafePage(await host.agent.put(submit).set('Accept', 'text/html'), 405)
  })

  test('JSON is not kept, not sniffed, and not told of either', async () => {
    const host = await startHost(kind)
    const session = await askForToken(host, 'msisdn')
    for (const answer of [await postRequestToken(host, 'msisdn'), await submitToken(host, session)]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
    }
  })

  test('requestToken and /account/password answer JSON, whatever is accepted', async () => {
    const host = await startHost(kind)
    const paths = [host.requestTokenPath('email'), host.at('/_matrix/client/v3/account/password')]
    for (const path of paths) {
      const answer = await host.agent.post(path).set('Accept', 'text/html').send({})
      expect(answer.headers['content-type']).toMatch(/^application\/json/)
    }
  })

  test('what a request names is shown escaped', async () => {
    const evil = '"><script>alert(1)</script>'
    const userId = `@<img src=x onerror=alert(1)>:localhost`
    const accounts = { findByThreepid: async () => ({ userId, address: 'alice@example.org' }) }
    const host = await startHost(kind, { accounts })
    const answer = await host.agent
      .post(host.requestTokenPath('email'))
      .set('User-Agent', evil)
      .set('Accept-Language', evil)
      .send({ email: 'alice@example.org', client_secret: 'a', send_attempt: 1 })
    expect(answer.status).toBe(200)
    const [mail] = host.outbox.messages
    expect(mail?.html).not.toMatch(/<script|<img src=x/)
    const page = await host.agent.get(pathOf(mail?.links[0] ?? ''))
    expectSafePage(page, 200)
    expect(page.text).not.toMatch(/<img src=x/)
    const query = new URLSearchParams({ sid: evil, client_secret: evil, token: evil }).toString()
    for (const path of [host.submitTokenPath('email'), host.confirmPath('email')])
      expectSafePage(await host.agent.get(`${path}?${query}`), 400)
  })

  test('neither Host nor its forwarded kin decide a link, a submit_url or a form', async () => {
    const host = await startHost(kind)
    const evil = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example',
      Origin: 'https://evil.example',
      Referer: 'https://evil.example/',
      'X-Original-Url': 'https://evil.example/',
    }
    for (const medium of ['email', 'msisdn'] as const) {
      const fields =
        medium === 'email' ? { email: 'alice@example.org' } : { country: 'GB', phone_number: '07400 123456' }
      const body = JSON.stringify({ ...fields, client_secret: 'a-client-secret', send_attempt: 1 })
      const headers = { ...evil, 'Content-Type': 'application/json' }
      const answer = await host.raw({ path: host.requestTokenPath(medium), headers, body })
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer)).not.toContain('evil.example')
      const { sid } = answer.body
      const path = `${host.submitTokenPath(medium)}?sid=${String(sid)}&client_secret=a-client-secret`
      const page = await host.raw({ method: 'GET', path, headers: evil })
      expectSafePage(page, 200)
      expect(JSON.stringify(page)).not.toContain('evil.example')
    }
    const [mail] = host.outbox.messages
    expect(new URL(mail?.links[0] ?? '').origin).toBe('https://matrix.example.org')
    expect(JSON.stringify(host.outbox.messages)).not.toContain('evil.example')
    const page = await host.raw({ method: 'GET', path: pathOf(mail?.links[0] ?? ''), headers: evil })
    expect(formsOf(page.text).map(({ action }) => action)).toEqual(Array(2).fill(host.confirmPath('email')))
  })
})
