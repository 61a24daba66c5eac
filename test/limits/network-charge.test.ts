import { memoryStore, outbox, type LimitsByName } from '../../lib'
import { secret, startAbuseHost } from '../abuse/abuse-host'
import { post, requestToken } from '../abuse/client'

const hourMs = 3_600_000
const others = ['requestTokenPerNetwork', 'sendsPerAddress', 'sendsPerAddressAndNetwork', 'smsPerPrefix'] as const

/** A limit of what its client's network has sent alone. */
function only(name: keyof LimitsByName, limit = { max: 1, windowMs: hourMs }): Partial<LimitsByName> {
  return { ...Object.fromEntries(others.map((other) => [other, false])), [name]: limit }
}

describe.each([
  ['emailsPerNetwork', 'email'],
  ['smsPerNetwork', 'msisdn'],
] as const)('%s is counted with the request', (name, medium) => {
  const path = `/_matrix/client/v3/account/password/${medium}/requestToken`
  const from = (address: string) => ({ 'X-Forwarded-For': address })

  /** Counts what the store is asked to give back. */
  async function startCounting(options: object, trustProxy = 1) {
    const store = memoryStore()
    const undone = jest.spyOn(store, 'undoCount')
    const { email, sms, messages } = outbox()
    const senders = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] } }
    const host = await startAbuseHost({
      options: { store, secret, ...senders, limits: only(name), ...options },
      trustProxy,
    })
    return { host, undone, messages }
  }

  test('and given back where no message is sent: what is refused leaves room', async () => {
    const { host, undone } = await startCounting({
      limits: only(name, { max: 2, windowMs: hourMs }),
      allow3pid: ({ address }: { address: string }) => !/-66@|3066$/.test(address),
    })
    expect((await requestToken(host, medium, { number: 1 })).status).toBe(200)
    const refused = [
      [200, () => requestToken(host, medium, { number: 1 })],
      [400, () => requestToken(host, medium, { number: 1_001 })],
      [403, () => requestToken(host, medium, { number: 66 })],
      [400, () => post(host, path, {})],
      [400, () => post(host, path, [])],
    ] as const
    for (const [index, [status, ask]] of refused.entries()) {
      expect((await ask()).status).toBe(status)
      expect(undone).toHaveBeenCalledTimes(index + 1)
    }
    expect((await requestToken(host, medium, { number: 2 })).status).toBe(200)
    expect((await requestToken(host, medium, { number: 3 })).status).toBe(429)
    // Nothing was counted that had to be given back, nor is what was sent.
    expect(undone).toHaveBeenCalledTimes(refused.length)
  })

  test('but not past the limit of requests, and not where it is off or another sends', async () => {
    const requests = { limits: { ...only(name), requestTokenPerNetwork: { max: 1, windowMs: 60_000 } } }
    const { host, undone } = await startCounting(requests)
    expect((await requestToken(host, medium, { number: 1_001 })).status).toBe(400)
    for (let time = 0; time < 3; time += 1) expect((await requestToken(host, medium, { number: 1 })).status).toBe(429)
    expect(undone).toHaveBeenCalledTimes(1)
    const off = await startCounting({ limits: { ...requests.limits, [name]: false } })
    expect((await requestToken(off.host, medium, { number: 1_001 })).status).toBe(400)
    expect(off.undone).not.toHaveBeenCalled()
    const nobody = await startCounting({
      email: undefined,
      sms: undefined,
      identityServers: { trusted: ['id.example.org'] },
    })
    expect((await requestToken(nobody.host, medium, { number: 1_001 })).status).toBe(400)
    expect(nobody.undone).not.toHaveBeenCalled()
  })

  test('and reached, what sends nothing is answered as ever', async () => {
    const { host } = await startCounting({})
    expect((await requestToken(host, medium, { number: 1 })).status).toBe(200)
    expect((await requestToken(host, medium, { number: 2 })).status).toBe(429)
    expect((await requestToken(host, medium, { number: 1 })).status).toBe(200)
    expect((await requestToken(host, medium, { number: 1_001 })).body['errcode']).toBe('M_THREEPID_NOT_FOUND')
    expect((await post(host, path, {})).body['errcode']).toBe('M_MISSING_PARAM')
  })

  test('each network for itself: a /56 of IPv6', async () => {
    const { host } = await startCounting({})
    const ask = (number: number, address: string) => requestToken(host, medium, { number }, from(address))
    expect((await ask(1, '2001:db8:0:100::1')).status).toBe(200)
    expect((await ask(2, '2001:db8:0:1ff::1')).status).toBe(429)
    expect((await ask(3, '2001:db8:0:200::1')).status).toBe(200)
    expect((await ask(4, '2001:db8:1:100::1')).status).toBe(200)
    expect((await ask(5, '192.0.2.1')).status).toBe(200)
    expect((await ask(6, '192.0.2.1')).status).toBe(429)
  })
})
