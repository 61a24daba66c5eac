import { outbox, type PasswordResetOptions } from '../../lib'
import { startAbuseHost, type AbuseHost, type HostSetUp } from './abuse-host'
import { post, requestToken, type Answer } from './client'

const minuteMs = 60_000

async function start(options: Partial<PasswordResetOptions>, set: Omit<HostSetUp, 'options'> = {}) {
  const { email, sms, messages } = outbox()
  const senders = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] } }
  return { host: await startAbuseHost({ options: { ...senders, ...options }, ...set }), messages }
}

/** A request that costs nothing but its count for the network. */
function refusedFrom(host: AbuseHost, forwardedFor?: string): Promise<Answer> {
  const headers = forwardedFor === undefined ? {} : { 'X-Forwarded-For': forwardedFor }
  return post(host, '/_matrix/client/v3/account/password/email/requestToken', {}, headers)
}

describe('the client network', () => {
  const limits = { requestTokenPerNetwork: { max: 1, windowMs: minuteMs } }

  /** The status of the second request, after one from `first`. */
  async function second(trustProxy: HostSetUp['trustProxy'], first: string, then: string): Promise<number> {
    const { host } = await start({ limits }, trustProxy === undefined ? {} : { trustProxy })
    expect((await refusedFrom(host, first)).status).toBe(400)
    return (await refusedFrom(host, then)).status
  }

  test.each([
    ['a host that trusts no proxy: what a client says of itself changes nothing', false, '192.0.2.1', '192.0.2.2', 429],
    ['a trusted proxy: it says who asks', 1, '192.0.2.1', '192.0.2.2', 400],
    ['a trusted proxy: the same client', 1, '192.0.2.1', '192.0.2.1', 429],
    [
      'one trusted proxy: what came before it is the client’s own saying',
      1,
      '1.1.1.1, 192.0.2.1',
      '2.2.2.2, 192.0.2.1',
      429,
    ],
    ['IPv6: a /56 is one network', 1, '2001:db8:0:1::1', '2001:db8:0:fe::2', 429],
    ['IPv6: the next /56 is another', 1, '2001:db8:0:1::1', '2001:db8:0:100::1', 400],
    ['IPv4 in IPv6 is that IPv4', 1, '192.0.2.1', '::ffff:192.0.2.1', 429],
    ['what is no address is one client', 1, 'nonsense', 'nonsense', 429],
  ] as const)('%s', async (_name, trustProxy, first, then, status) => {
    expect(await second(trustProxy, first, then)).toBe(status)
  })

  test('sends, too, are counted by what the trusted proxy says', async () => {
    const sends = { sendsPerAddressAndNetwork: { max: 1, windowMs: minuteMs }, requestTokenPerNetwork: false } as const
    const { host } = await start({ limits: sends }, { trustProxy: 1 })
    const ask = (send_attempt: number, from: string) =>
      requestToken(host, 'email', { number: 1, send_attempt }, { 'X-Forwarded-For': from })
    expect((await ask(1, '2001:db8:0:1::1')).status).toBe(200)
    expect((await ask(2, '2001:db8:0:ff::1')).status).toBe(429)
    expect((await ask(2, '2001:db8:0:100::1')).status).toBe(200)
  })
})
