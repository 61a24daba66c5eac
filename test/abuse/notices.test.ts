import { outbox, type PasswordResetOptions } from '../../lib'
import { startRedisServer } from '../redis/redis-server'
import { closeHosts } from '../host/host'
import { secret, startAbuseHost, type AbuseHost } from './abuse-host'
import { post, requestToken } from './client'

const noNetworkLimits = { requestTokenPerNetwork: false } as const

/** Asks for tokens from several hosts in turn, and waits until all has been sent. */
async function ask(hosts: readonly AbuseHost[], medium: 'email' | 'msisdn', numbers: readonly number[]) {
  for (const [index, number] of numbers.entries()) {
    const host = hosts[index % hosts.length] as AbuseHost
    const answer = await requestToken(host, medium, { number, client_secret: `secret-${index}` })
    expect(answer.status).toBe(200)
  }
  await Promise.all(hosts.map(({ passwordReset }) => passwordReset.close()))
}

function options(own: Partial<PasswordResetOptions> = {}) {
  const { email, sms, messages } = outbox()
  const senders = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] } }
  return { messages, options: { unknownThreepid: 'notify', limits: noNetworkLimits, ...senders, ...own } as const }
}

const recipients = (messages: readonly { readonly to: string }[]) => messages.map(({ to }) => to).sort()

test('processes share what they count: one notice a day for each address', async () => {
  const server = await startRedisServer()
  try {
    const { options: common, messages } = options()
    const start = () => startAbuseHost({ options: { ...common, redis: server.connect(), secret } })
    const hosts = [await start(), await start(), await start()]
    await ask(hosts, 'email', [1_001, 1_001, 1_001, 1_002, 1_001])
    expect(recipients(messages)).toEqual(['user-1001@example.org', 'user-1002@example.org'])
  } finally {
    await closeHosts()
    await server.stop()
  }
})

test('a number is never texted a notice', async () => {
  const { options: own, messages } = options()
  await ask([await startAbuseHost({ options: own })], 'msisdn', [1_001, 1_002, 1_001])
  expect(messages).toEqual([])
})

test('who has an account is told of no lack of one', async () => {
  const { options: own, messages } = options()
  await ask([await startAbuseHost({ options: own })], 'email', [1, 1])
  // The link that confirms, and the one that stops the request.
  expect(messages.map(({ links }) => links.length)).toEqual([2, 2])
})

test.each([
  [{ max: 2, windowMs: 86_400_000 }, 2],
  [false, 4],
] as const)('noticesPerAddress %p', async (noticesPerAddress, expected) => {
  const { options: own, messages } = options({ limits: { ...noNetworkLimits, noticesPerAddress } })
  await ask([await startAbuseHost({ options: own })], 'email', [1_001, 1_001, 1_001, 1_001])
  expect(recipients(messages)).toEqual(Array.from({ length: expected }, () => 'user-1001@example.org'))
})

test('all spellings of an address are one', async () => {
  const { options: own, messages } = options()
  const host = await startAbuseHost({ options: own })
  for (const [index, email] of ['Nobody@Example.Org', 'nobody@EXAMPLE.org', 'NOBODY@example.org'].entries()) {
    const body = { email, client_secret: `secret-${index}`, send_attempt: 1 }
    expect((await post(host, '/_matrix/client/v3/account/password/email/requestToken', body)).status).toBe(200)
  }
  await host.passwordReset.close()
  expect(recipients(messages)).toEqual(['nobody@example.org'])
})
