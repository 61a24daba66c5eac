import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { CliFolder, configWith, type Ended } from './cli-folder'

/** `check` with a Redis that is wrong in each way, by both clients. */
const folder = new CliFolder()
afterAll(() => folder.remove())
let server: RedisServer
beforeEach(async () => {
  server = await startRedisServer()
})
afterEach(async () => server.stop())

const secret = "'9f86d081884c7d659a2feaa0c55ad015'"
const clients = {
  ioredis: (url: string) => `import { Redis } from 'ioredis'
const redis = new Redis('${url}', { maxRetriesPerRequest: null }).on('error', () => undefined)`,
  redis: (url: string) => `import { createClient } from 'redis'
const redis = createClient({ url: '${url}' }).on('error', () => undefined)
void redis.connect().catch(() => undefined)`,
}
const both = ['ioredis', 'redis'] as const

async function checked(client: keyof typeof clients, login = '', nodeOptions = ''): Promise<Ended> {
  const url = `redis://${login}127.0.0.1:${String(server.port)}`
  folder.write('reset.mjs', configWith({ redis: 'redis', secret }, clients[client](url)))
  return folder.run(['check', '--config', 'reset.mjs'], nodeOptions)
}

const line = (part: string, words: string) => expect.stringMatching(new RegExp(`^WRONG +${part} +.*${words}`, 'm'))

test.each(both)('%s: nothing wrong, and the client that is left open does not keep the command', async (client) => {
  expect(await checked(client)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ok +store +Redis/),
    stderr: '',
  })
})

test.each(both)('%s: unreachable', async (client) => {
  await server.crash()
  expect(await checked(client)).toMatchObject({ code: 1, stdout: line('store', '(reached|connected)') })
})

test.each(both)('%s: a wrong password', async (client) => {
  await server.connect().config('SET', 'requirepass', 'right')
  const ended = await checked(client, ':wrong-one@')
  expect(ended).toMatchObject({ code: 1, stdout: line('store', 'password') })
  expect(ended.stdout + ended.stderr).not.toContain('wrong-one')
})

test.each(both)('%s: an ACL without a command', async (client) => {
  const admin = server.connect()
  await admin.call('ACL', 'SETUSER', 'one', 'reset', 'on', '>pass', '~*', '+@all', '-hset')
  expect(await checked(client, 'one:pass@')).toMatchObject({ code: 1, stdout: line('store', 'ACL.*HSET') })
})

test('a policy that evicts, and no memory left', async () => {
  await server.connect().config('SET', 'maxmemory-policy', 'allkeys-lru')
  expect(await checked('ioredis')).toMatchObject({ code: 1, stdout: line('eviction', 'allkeys-lru.*noeviction') })
  await server.connect().config('SET', 'maxmemory-policy', 'noeviction')
  await server.connect().config('SET', 'maxmemory', '1')
  expect(await checked('ioredis')).toMatchObject({ code: 1, stdout: line('store', 'out of memory') })
})

test('a clock more than a minute off', async () => {
  folder.write('shift.cjs', 'const now = Date.now; Date.now = () => now() + 120_000')
  const ended = await checked('redis', '', `--require ${folder.path}/shift.cjs`)
  expect(ended).toMatchObject({ code: 1, stdout: line('clock', '1[12]\\d seconds behind') })
})

test('a configuration that waits for a Redis that nobody runs: not for ever', async () => {
  await server.crash()
  const waiting = `import { createClient } from 'redis'
const redis = await createClient({ url: 'redis://127.0.0.1:${String(server.port)}' }).on('error', () => undefined).connect()`
  const ended = await folder.with(configWith({ redis: 'redis', secret }, waiting), 'check')
  expect(ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Loading .*\n.*not loaded within 15 s.*Redis/),
  })
}, 60_000)
