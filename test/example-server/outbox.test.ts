import { execFile } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startExample, type RunningExample } from './example-server'
import { requestEmailToken } from './reset'

describe('the outbox', () => {
  let example: RunningExample
  beforeAll(async () => {
    example = await startExample()
    expect(await example.outbox()).toEqual([])
    await requestEmailToken(example)
    await example.ask('/_matrix/client/v3/account/password/msisdn/requestToken', {
      json: { client_secret: 'another-secret', country: 'GB', phone_number: '07400 123457', send_attempt: 1 },
    })
  })
  afterAll(() => example.stop())

  test('has what was sent, oldest first', async () => {
    const [email, sms, ...more] = await example.outbox()
    expect(more).toEqual([])
    expect(email).toEqual({
      medium: 'email',
      to: 'alice@example.org',
      subject: expect.stringMatching(/./),
      text: expect.stringContaining('@alice:localhost'),
      html: expect.stringContaining('@alice:localhost'),
      // The first goes on, the second stops.
      links: Array(2).fill(expect.stringMatching(/\/email\/confirm\?sid=[^&]+&token=[\w-]{22,}$/)),
      sentAt: expect.any(Number),
    })
    expect(new URL(email?.links[0] ?? '').origin).toBe(example.url)
    expect(sms).toEqual({
      medium: 'msisdn',
      to: '+447400123457',
      text: expect.stringContaining(sms?.code ?? 'no code'),
      links: [],
      code: expect.stringMatching(/^\d{6}$/),
      sentAt: expect.any(Number),
    })
  })

  test('is a page too, of files of its own and nothing else', async () => {
    const { status, headers, text } = await example.ask('/outbox')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    const files = [...text.matchAll(/(?:href|src)="([\w.]+\.(?:css|js))"/g)].map(([, file]) => String(file))
    expect(files).toHaveLength(3)
    for (const file of files) expect((await example.ask(`/${file}`)).status).toBe(200)
    expect(text).not.toMatch(/https?:/)
  })

  test.each(['/outbox', '/outbox.json', '/OUTBOX.JSON', '/outbox.json/'])(
    '%s is for names of this machine',
    async (path) => {
      const { port } = new URL(example.url)
      for (const name of ['127.0.0.1', 'localhost', `localhost:${port}`, 'app.localhost', `[::1]:${port}`])
        expect((await get(example, path, { host: name })).status).toBe(200)
      for (const name of [
        'evil.example',
        `evil.example:${port}`,
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        '10.0.0.1',
      ]) {
        const { status, body } = await get(example, path, { host: name })
        expect([name, status, errcodeIn(body)]).toEqual([name, 403, 'M_FORBIDDEN'])
      }
    },
  )

  test.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
    'is not for what a proxy passes on (%s)',
    async (header) => {
      expect((await get(example, '/outbox.json', { host: 'localhost', [header]: '127.0.0.1' })).status).toBe(403)
    },
  )

  test('is not for pages of other sites', async () => {
    const { headers } = await example.ask('/outbox.json', { headers: { origin: 'https://evil.example' } })
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  })
})

describe('who is let in', () => {
  const cases: readonly (readonly [string, boolean, string | undefined, Readonly<Record<string, string>>])[] = [
    ['this machine', true, '127.0.0.1', { host: 'localhost:8008' }],
    ['this machine, another of its addresses', true, '127.9.9.9', { host: '127.9.9.9' }],
    ['this machine by IPv6', true, '::1', { host: '[::1]:8008' }],
    ['this machine, on a socket for both', true, '::ffff:127.0.0.1', { host: 'localhost' }],
    ['another machine', false, '192.0.2.1', { host: 'localhost' }],
    ['another machine by IPv6', false, '2001:db8::1', { host: '[::1]' }],
    ['another machine, on a socket for both', false, '::ffff:192.0.2.1', { host: 'localhost' }],
    [
      'another machine that says it is this one',
      false,
      '192.0.2.1',
      { host: 'localhost', 'x-forwarded-for': '127.0.0.1' },
    ],
    ['a connection that is gone', false, undefined, { host: 'localhost' }],
    ['no name at all', false, '127.0.0.1', {}],
  ]
  let answers: (number | null)[]
  beforeAll(async () => {
    const requests = cases.map(([, , remoteAddress, headers]) => ({ remoteAddress, headers }))
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(__dirname, 'ask-loopback-only.mjs'),
      JSON.stringify(requests),
    ])
    answers = JSON.parse(stdout) as (number | null)[]
  })

  test.each(cases.map(([name, isLetIn], index) => [name, isLetIn, index] as const))(
    '%s: %p',
    (_name, isLetIn, index) => {
      expect(answers[index]).toBe(isLetIn ? null : 403)
    },
  )
})

test('without an outbox there is none to look into', async () => {
  const example = await startExample({
    SMTP_URL: 'smtp://127.0.0.1:1',
    EMAIL_FROM: 'reset@example.org',
    VONAGE_API_KEY: 'key',
    VONAGE_API_SECRET: 'secret',
    VONAGE_FROM: 'Example',
  })
  try {
    for (const path of ['/outbox', '/outbox.json']) expect((await example.ask(path)).status).toBe(404)
    expect(example.output()).not.toContain('outbox')
    expect((await example.ask('/')).text).toContain('<p hidden>')
  } finally {
    await example.stop()
  }
})

const errcodeIn = (body: string) => /"errcode":"(\w+)"/.exec(body)?.[1]

/** `fetch` sets `Host` by itself. */
function get(
  { url }: { readonly url: string },
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(new URL(path, url), { headers }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
}
