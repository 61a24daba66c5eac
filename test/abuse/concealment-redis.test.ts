import type { PasswordResetOptions } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { secret, startAbuseHost } from './abuse-host'
import { changePassword, requestToken, submitToken } from './client'

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())
/**
 * A command as the server was given it: its name, what it runs, and how its keys look, not what they say. Counts are given
 * back together if they fall into the same five milliseconds, which says nothing: here each has a command of its own.
 */
function shapesOf([name = '', ...input]: readonly string[]): string[] {
  if (!/^eval/i.test(name)) return [name.toLowerCase()]
  const [script = '', count = '0', ...others] = input
  const keys = others.slice(0, Number(count)).map((key) => key.replaceAll(/(?<=[{:}#])[\w-]{22}(?=[}:]|$)/g, '<tag>'))
  const run = [name.toLowerCase(), name.toLowerCase() === 'evalsha' ? script : 'script']
  const args = others.length - keys.length
  if (!keys.every((key) => key.includes('#'))) return [[...run, ...keys, `and ${args}`].join(' ')]
  // The first argument is the deadline; the others are shared out among the keys.
  return keys.map((key) => [...run, key, `and ${1 + (args - 1) / keys.length}`].join(' '))
}

async function commandsOf(
  options: Partial<PasswordResetOptions>,
  medium: 'email' | 'msisdn',
  number: number,
): Promise<{ readonly commands: string[]; readonly statuses: number[] }> {
  await server.flush()
  const redis = server.connect()
  const monitor = await server.connect().monitor()
  const commands: string[] = []
  let isOver = false
  monitor.on('monitor', (_time, input: string[], source: string) => {
    if (input.includes('the end')) isOver = true
    // A script's own calls are its own matter.
    else if (source !== 'lua' && input[0] !== 'flushall') commands.push(...shapesOf(input))
  })
  try {
    const host = await startAbuseHost({ options: { ...options, redis, secret } })
    const statuses: number[] = []
    const ask = async (fields: object) => {
      const answer = await requestToken(host, medium, { number, ...fields })
      statuses.push(answer.status)
      return answer
    }
    const { sid } = (await ask({})).body
    await ask({})
    await ask({ send_attempt: 2 })
    await ask({ send_attempt: 3 })
    await ask({ send_attempt: 1 })
    const credentials = { sid, client_secret: 'a-client-secret' }
    for (let time = 0; time < 6; time += 1) {
      statuses.push((await submitToken(host, medium, { ...credentials, token: '000000' })).status)
      statuses.push((await changePassword(host, medium, credentials)).status)
    }
    await ask({ send_attempt: 4 })
    await ask({ client_secret: 'another' })
    await host.passwordReset.close()
    await redis.echo('the end')
    await waitFor('the last command', () => isOver)
    return { commands, statuses }
  } finally {
    monitor.disconnect()
  }
}

describe.each(['conceal', 'notify'] as const)("'%s'", (unknownThreepid) => {
  test.each(['email', 'msisdn'] as const)(
    '%s: Redis is given the same commands for a known address as for an unknown one',
    async (medium) => {
      const sender = { send: () => Promise.resolve() }
      const email = { sender, deliver: 'code' } as const
      const options = { unknownThreepid, email, sms: { sender, countries: ['GB'] } }
      // Scripts are loaded by the first that comes.
      await commandsOf(options, medium, 500)
      const known = await commandsOf(options, medium, 1)
      const unknown = await commandsOf(options, medium, 1_001)
      expect(known.statuses).toEqual(unknown.statuses)
      expect(new Set(known.statuses)).toEqual(new Set([200, 400, 401, 429]))
      expect(known.commands.length).toBeGreaterThan(30)
      // Which of two that are under way at the same moment comes first says nothing.
      expect(unknown.commands.sort()).toEqual(known.commands.sort())
    },
  )
})
