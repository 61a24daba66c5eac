import { execFile } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { startExample, type Environment } from './example-server'

const run = promisify(execFile)

describe('the lines that it prints at its start', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedisServer()
  })
  afterAll(() => redis.stop())

  test.each([
    ['in memory', () => ({})],
    ['on Redis', () => ({ REDIS_URL: redis.url, RESET_SECRET: 'a secret that the test alone knows' })],
    [
      'by ioredis',
      () => ({ REDIS_URL: redis.url, RESET_SECRET: 'another secret that this test knows', REDIS_CLIENT: 'ioredis' }),
    ],
    ['the other way round', () => ({ EMAIL_DELIVER: 'code', SMS_DELIVER: 'link' })],
    ['with unknown addresses concealed', () => ({ UNKNOWN_THREEPID: 'conceal' })],
  ] as [string, () => Environment][])('reset both passwords as they stand (%s)', async (_name, environment) => {
    const example = await startExample(environment())
    try {
      const alices = await example.ask('/_matrix/client/v3/login', {
        json: { type: 'm.login.password', user: 'alice', password: 'old-password-1' },
      })
      const { stdout, stderr } = await run('bash', ['-c', commands(example.lines)])
      expect(stderr).toBe('')
      const answers = stdout.split('\n').filter((line) => line.startsWith('{'))
      expect(answers.map((line) => JSON.parse(line))).toEqual(['alice', 'bob'].flatMap(expectedAnswers))
      const accessToken = String(alices.body['access_token'])
      // `logout_devices` is true where it is absent.
      expect((await example.ask('/_matrix/client/v3/account/whoami', { accessToken })).status).toBe(401)
    } finally {
      await example.stop()
    }
  })

  test('do without an outbox where messages are really sent', async () => {
    const example = await startExample({
      SENDGRID_API_KEY: 'SG.key',
      EMAIL_FROM: 'reset@example.org',
      VONAGE_API_KEY: 'key',
      VONAGE_API_SECRET: 'secret',
      VONAGE_FROM: 'Example',
    })
    await example.stop()
    expect(example.lines.join('\n')).toMatch(/Open the link in the email[^]*Put the code that came/)
    expect(example.lines.join('\n')).not.toContain('outbox')
  })
})

test('the secret, the tokens and the addresses stay out of what it prints later, and Redis keeps none of them', async () => {
  const redis = await startRedisServer()
  const secret = 'a secret that the test alone knows'
  const example = await startExample({ REDIS_URL: redis.url, RESET_SECRET: secret })
  try {
    await run('bash', ['-c', commands(example.lines)])
    const keys = await redis.connect().keys('*')
    expect(keys.length).toBeGreaterThan(0)
    const later = example.output().slice(example.lines.join('\n').length)
    const [{ links: [link = ''] = [] } = {}] = await example.outbox()
    const token = String(new URL(link).searchParams.get('token'))
    for (const told of [later, keys.join('\n')])
      for (const never of [secret, token, 'alice@example.org', '447400123457']) expect(told).not.toContain(never)
    expect(await example.stop()).toBe(0)
  } finally {
    await example.stop()
    await redis.stop()
  }
})

test('the page to begin with comes first, and warnings last', async () => {
  const example = await startExample({ REDIS_URI: 'redis://127.0.0.1' })
  await example.stop()
  expect(example.lines[0]).toBe(`Reset a password in a browser: ${example.url}/reset`)
  expect(example.output()).toContain('warning: REDIS_URI is not read here. Did you mean REDIS_URL?')
  expect(example.output().indexOf('warning')).toBeGreaterThan(example.output().indexOf('By SMS'))
})

test('HOST=0.0.0.0 prints what a phone in the same network opens, and it opens', async () => {
  const example = await startExample({ HOST: '0.0.0.0' })
  try {
    const near = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)
    const { port } = new URL(example.url)
    const reset = `http://${near?.address ?? '127.0.0.1'}:${port}/reset`
    expect(example.lines[0]).toBe(`Reset a password in a browser: ${reset}`)
    expect((await example.ask(reset)).status).toBe(200)
    // What it shows is for this machine alone.
    expect(example.lines[1]).toContain(`http://127.0.0.1:${port}/outbox`)
    if (near) expect((await example.ask(`http://${near.address}:${port}/outbox`)).status).toBe(403)
  } finally {
    await example.stop()
  }
})

/** The commands are what is indented. */
function commands(lines: readonly string[]): string {
  return lines.filter((line) => line.startsWith('  ')).join('\n')
}

function expectedAnswers(user: string) {
  return [
    expect.objectContaining({ sid: expect.any(String) }),
    { success: true },
    {},
    expect.objectContaining({ user_id: `@${user}:localhost`, access_token: expect.any(String) }),
    expect.objectContaining({ errcode: 'M_FORBIDDEN' }),
  ]
}
