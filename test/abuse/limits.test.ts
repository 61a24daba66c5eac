import { memoryStore, outbox, type LimitsByName, type PasswordResetOptions } from '../../lib'
import { secret, startAbuseHost, type AbuseHost, type HostSetUp } from './abuse-host'
import { changePassword, post, requestToken, submitToken, type Answer } from './client'

const minuteMs = 60_000
const nobodys = { sid: 'unknown', client_secret: 'a-client-secret' }

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
    ['IPv6 with a zone', 1, 'fe80::1%eth0', 'fe80::1%eth1', 429],
    ['IPv4 in IPv6 is that IPv4', 1, '192.0.2.1', '::ffff:192.0.2.1', 429],
    ['IPv4 in IPv6, as hexadecimal digits', 1, '192.0.2.1', '::ffff:c000:201', 429],
    ['IPv4 in IPv6: another', 1, '::ffff:192.0.2.1', '::ffff:192.0.2.2', 400],
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

describe('a window', () => {
  const networkLimits: Readonly<Record<string, readonly [(host: AbuseHost) => Promise<Answer>, number]>> = {
    requestTokenPerNetwork: [(host) => refusedFrom(host), 400],
    submitTokenPerNetwork: [(host) => submitToken(host, 'email', { ...nobodys, token: 'x' }), 400],
    accountPasswordPerNetwork: [(host) => changePassword(host, 'email', nobodys), 401],
  }

  test.each(Object.entries(networkLimits))(
    '%s: over again after the wait that the 429 names',
    async (name, [ask, usual]) => {
      let now = Date.now()
      const store = memoryStore({ now: () => now })
      const { host } = await start({ store, secret, limits: { [name]: { max: 2, windowMs: minuteMs } } })
      expect([(await ask(host)).status, (await ask(host)).status]).toEqual([usual, usual])
      now += 20_000
      const limited = await ask(host)
      expect(limited.status).toBe(429)
      expect(limited.body['retry_after_ms']).toBeLessThanOrEqual(40_000)
      expect(limited.body['retry_after_ms']).toBeGreaterThan(30_000)
      expect(limited.headers['access-control-expose-headers']).toContain('Retry-After')
      // Asking on does not prolong it.
      await ask(host)
      // The store's clock stood still while the answer was written: what passed in between is not in the wait.
      now += Number(limited.body['retry_after_ms']) + 1_000
      expect((await ask(host)).status).toBe(usual)
      store.close()
    },
  )

  test('sends of an address: over again after the wait', async () => {
    let now = Date.now()
    const store = memoryStore({ now: () => now })
    const { host, messages } = await start({
      store,
      secret,
      limits: { sendsPerAddress: { max: 2, windowMs: minuteMs } },
    })
    const ask = (send_attempt: number) => requestToken(host, 'email', { number: 1, send_attempt })
    expect([(await ask(1)).status, (await ask(2)).status]).toEqual([200, 200])
    const limited = await ask(3)
    expect(limited.status).toBe(429)
    now += Number(limited.body['retry_after_ms'])
    expect((await ask(3)).status).toBe(200)
    expect(messages).toHaveLength(3)
    store.close()
  })
})

test('a person is told when to try again', async () => {
  const { host } = await start({ limits: { submitTokenPerNetwork: { max: 1, windowMs: 5 * minuteMs } } })
  const ask = () => submitToken(host, 'email', { ...nobodys, token: 'x' }, 'text/html')
  await ask()
  const page = await ask()
  expect(page).toMatchObject({ status: 429, headers: { 'content-type': 'text/html; charset=utf-8' } })
  expect(page.text).toMatch(/5 minutes/)
  expect(Number(page.headers['retry-after'])).toBeGreaterThan(200)
})

describe('limits that are off', () => {
  const perName: readonly (readonly [keyof LimitsByName, (host: AbuseHost, index: number) => Promise<Answer>])[] = [
    ['requestTokenPerNetwork', (host) => refusedFrom(host)],
    ['submitTokenPerNetwork', (host) => submitToken(host, 'email', { ...nobodys, token: 'x' })],
    ['accountPasswordPerNetwork', (host) => changePassword(host, 'email', nobodys)],
  ]
  const times = 70

  test.each(perName)('%s: false leaves out that one', async (name, ask) => {
    const { host } = await start({ limits: { [name]: false } })
    for (let index = 0; index < times; index += 1) expect((await ask(host, index)).status).not.toBe(429)
    const [, other] = perName.find(([another]) => another !== name) ?? perName[0]!
    const statuses: number[] = []
    for (let index = 0; index < times; index += 1) statuses.push((await other(host, index)).status)
    expect(statuses).toContain(429)
  })

  test('sendsPerAddressAndNetwork: false leaves the address’s own', async () => {
    const { host } = await start({ limits: { sendsPerAddressAndNetwork: false, requestTokenPerNetwork: false } })
    const statuses: number[] = []
    for (let send_attempt = 1; send_attempt <= 21; send_attempt += 1)
      statuses.push((await requestToken(host, 'email', { number: 1, send_attempt })).status)
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429])
  })

  test('limits: false leaves out all', async () => {
    const { host, messages } = await start({ limits: false })
    for (let send_attempt = 1; send_attempt <= times; send_attempt += 1) {
      expect((await requestToken(host, 'msisdn', { number: 1, send_attempt })).status).toBe(200)
      expect((await changePassword(host, 'email', nobodys)).status).toBe(401)
      expect((await submitToken(host, 'email', { ...nobodys, token: 'x' })).status).toBe(400)
    }
    expect(messages).toHaveLength(times)
  })
})

test('a send that ran into its deadline is charged: the provider may have taken it', async () => {
  const send = jest.fn(() => new Promise<void>(() => undefined))
  const one = { max: 1, windowMs: minuteMs }
  const smsLimits = { smsPerPrefix: one, smsPerCountry: one, smsInAll: one }
  for (const limits of [{ sendsPerAddress: one }, { sendsPerAddressAndNetwork: one }, smsLimits]) {
    const sms = { sender: { send }, countries: ['GB'] }
    const { host } = await start({ sms, limits, tokens: { sendLeaseMs: 1_000 } })
    expect((await requestToken(host, 'msisdn', { number: 1 })).status).toBe(502)
    expect((await requestToken(host, 'msisdn', { number: 1 })).status).toBe(429)
  }
  expect(send).toHaveBeenCalledTimes(3)
})
