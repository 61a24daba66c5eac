import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startInVain, type Environment } from './example-server'

const run = promisify(execFile)

const wrong: readonly (readonly [string, Environment, RegExp])[] = [
  ['Redis without a secret', { REDIS_URL: 'redis://127.0.0.1:1' }, /REDIS_URL needs RESET_SECRET/],
  ['a short secret', { RESET_SECRET: 'short' }, /RESET_SECRET must have 32 characters/],
  ['another database', { REDIS_URL: 'mysql://127.0.0.1', RESET_SECRET: 'x'.repeat(32) }, /REDIS_URL must be a redis: /],
  [
    'no Redis there',
    { REDIS_URL: 'redis://:hunter2@127.0.0.1:1', RESET_SECRET: 'x'.repeat(32) },
    /REDIS_URL: no Redis .*ECONNREFUSED/,
  ],
  [
    'two mailers',
    { SENDGRID_API_KEY: 'SG.key', SMTP_URL: 'smtp://localhost', EMAIL_FROM: 'a@example.org' },
    /SENDGRID_API_KEY and SMTP_URL/,
  ],
  ['SendGrid from nobody', { SENDGRID_API_KEY: 'SG.key' }, /SENDGRID_API_KEY needs EMAIL_FROM/],
  ['SMTP from nobody', { SMTP_URL: 'smtp://localhost' }, /SMTP_URL needs EMAIL_FROM/],
  ['no mailer', { EMAIL_FROM: 'a@example.org' }, /EMAIL_FROM needs SENDGRID_API_KEY or SMTP_URL/],
  ['a bad mailbox', { SMTP_URL: 'smtp://localhost', EMAIL_FROM: 'nobody' }, /smtpSender: `from`/],
  ['half of Vonage', { VONAGE_API_KEY: 'key' }, /belong together; missing: VONAGE_API_SECRET, VONAGE_FROM/],
  ['a preference for nothing', { ID_SERVER_PREFER: 'proxy' }, /ID_SERVER_PREFER needs ID_SERVERS/],
  [
    'a strange preference',
    { ID_SERVERS: 'id.example.org', ID_SERVER_PREFER: 'both' },
    /ID_SERVER_PREFER must be local or proxy/,
  ],
  ['no server name', { ID_SERVERS: 'id example org' }, /trusted/],
  ['to conceal and to proxy', { ID_SERVERS: 'id.example.org', UNKNOWN_THREEPID: 'conceal' }, /exclude each other/],
  ['no port', { PORT: 'http' }, /PORT must be a whole number from 0 to 65535/],
  ['a port beyond', { PORT: '65536' }, /PORT must be/],
  ['no URL', { PUBLIC_BASE_URL: 'matrix.example.org' }, /PUBLIC_BASE_URL must be an http: or https: URL/],
  ['no delivery', { EMAIL_DELIVER: 'pigeon' }, /EMAIL_DELIVER must be link or code/],
  ['no country', { SMS_COUNTRIES: 'UK' }, /countries/],
  ['no email address', { ALICE_EMAIL: 'alice' }, /ALICE_EMAIL must be an email address/],
  ['no phone number', { ALICE_PHONE: '07400 123456' }, /ALICE_PHONE must be a mobile number/],
  ['an address for two', { ALICE_EMAIL: 'Bob@example.org' }, /ALICE_EMAIL is that of @bob:localhost/],
  ['no switch', { LIMITS: 'none' }, /LIMITS must be on or off/],
  ['no client', { REDIS_CLIENT: 'redis' }, /REDIS_CLIENT must be node-redis or ioredis/],
  [
    'no Redis there, by ioredis',
    { REDIS_URL: 'redis://:hunter2@127.0.0.1:1', RESET_SECRET: 'x'.repeat(32), REDIS_CLIENT: 'ioredis' },
    /REDIS_URL: no Redis .*ECONNREFUSED/,
  ],
  ['no origin', { NEXT_LINK_ORIGINS: 'https://app.example.org/path' }, /nextLink\.origins/],
]

describe('a configuration that does not fit ends it with one line', () => {
  let failures: (string | null)[]
  beforeAll(async () => {
    const environments = wrong.map(([, env]) => ({ PORT: '0', ...env }))
    const program = join(__dirname, 'start-each.mjs')
    const { stdout } = await run(process.execPath, [program, JSON.stringify(environments)])
    failures = JSON.parse(stdout) as (string | null)[]
  }, 120_000)

  test.each(wrong.map(([name, , line], index) => [name, line, index] as const))('%s', (_name, line, index) => {
    const failure = failures[index]
    expect(failure).toMatch(line)
    expect(failure).not.toMatch(/\n|hunter2|SG\.key/)
  })
})

test('the program says why, and ends with 1', async () => {
  const { code, output } = await startInVain({ RESET_SECRET: 'short' })
  expect(code).toBe(1)
  expect(output).toMatch(/^Cannot start: RESET_SECRET must [^\n]+\n$/)
})

test('a port that is taken is said to be', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = typeof address === 'object' && address ? address.port : 0
  try {
    const { code, output } = await startInVain({ PORT: String(port) })
    expect([code, output]).toEqual([1, expect.stringContaining(`PORT ${port} is taken`)])
  } finally {
    holder.close()
  }
})
