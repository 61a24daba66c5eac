import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { smtpSender } from '../../lib/senders/smtp'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { ownPath } from '../host/host'
import { secret } from './abuse-host'
import { middleProbability, tellsNothing } from './timing'

let redisServer: RedisServer
let mailServer: ChildProcess
let sender: ReturnType<typeof smtpSender>

beforeAll(async () => {
  redisServer = await startRedisServer()
  mailServer = fork(join(__dirname, 'mail-server.mjs'))
  const [{ port }] = (await once(mailServer, 'message')) as [AddressInfo]
  sender = smtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'reset@example.org', allowPlaintext: true })
})
afterAll(async () => {
  mailServer.disconnect()
  await redisServer.stop()
})

/** The page that asks for a code: whoever names a session of their own may open it as often as they like. */
const codePage = `${ownPath}/email/submitToken?sid=a.b.c&client_secret=secret-1`

test.each([
  ['in memory', () => ({ email: { sender } })],
  ['in Redis', () => ({ email: { sender }, redis: redisServer.connect(), secret })],
] as const)(
  'sessions %s, mails by SMTP: who asks something else right after the answer does not learn whether a mail goes out',
  async (_store, options) => {
    const found = await middleProbability(() => ({
      options: options(),
      requests: 1_000,
      probe: { path: codePage, times: 6 },
      pauseMs: 10,
    }))
    expect(Math.abs(found - 0.5)).toBeLessThan(tellsNothing)
  },
  300_000,
)
