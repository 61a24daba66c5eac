import { memoryStore } from '../../lib'
import { expectError, expectLimited } from '../http/answers'
import { askForToken, submitToken, wrongCode, type ClientSession } from '../http/flow'
import { hostKinds, plainHost, startHost, type HostOptions } from '../host/host'

const hourMs = 60 * 60_000
const limited = (max: number): HostOptions => ({
  email: { deliver: 'link' },
  limits: { wrongCodesPerNetwork: { max, windowMs: hourMs }, requestTokenPerNetwork: false },
})

describe.each(hostKinds)('wrong codes of one network, on a host $name', (kind) => {
  test('over all addresses; past it no code is judged, not even the right one, and links are', async () => {
    const host = await startHost(kind, limited(2))
    const one = await askForToken(host, 'msisdn')
    const other = await askForToken(host, 'msisdn', { phone_number: '07400 123457' })
    const link = await askForToken(host, 'email')
    expectError(await submitToken(host, one, { token: wrongCode(one.token) }), 400, 'M_TOKEN_INCORRECT')
    expectError(await submitToken(host, other, { token: wrongCode(other.token) }), 400, 'M_TOKEN_INCORRECT')
    for (const session of [one, other]) expectLimited(await submitToken(host, session), hourMs)
    expectError(await submitToken(host, link, { token: 'w1' }), 400, 'M_TOKEN_INCORRECT')
    expect(await submitToken(host, link)).toMatchObject({ status: 200 })
    // What is no session, and text that is no try, is answered as ever.
    expectError(await submitToken(host, one, { sid: 'unknown' }), 400, 'M_SESSION_EXPIRED')
    expectError(await submitToken(host, one, { token: 'no digit' }), 400, 'M_TOKEN_INCORRECT')
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: 'wrongCodesPerNetwork' }))
  })

  test('only what was judged wrong counts', async () => {
    const host = await startHost(kind, limited(2))
    const session = await askForToken(host, 'msisdn')
    const link = await askForToken(host, 'email')
    for (let time = 0; time < 5; time += 1) {
      expect(await submitToken(host, link)).toMatchObject({ status: 200 })
      expectError(await submitToken(host, session, { token: 'no digit' }), 400, 'M_TOKEN_INCORRECT')
      expectError(await submitToken(host, session, { sid: 'unknown' }), 400, 'M_SESSION_EXPIRED')
      expectError(await submitToken(host, session, { token: 1 }), 400, 'M_BAD_JSON')
    }
    expectError(await submitToken(host, session, { token: wrongCode(session.token) }), 400, 'M_TOKEN_INCORRECT')
    for (let time = 0; time < 3; time += 1) expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  })
})

test('past the limit of requests no code is counted, and none is given back', async () => {
  const store = memoryStore()
  const counted = jest.spyOn(store, 'count')
  const undone = jest.spyOn(store, 'undoCount')
  const options = limited(2)
  const host = await startHost(plainHost, {
    store,
    secret: 'a secret of the store, 32 characters or more',
    limits: { ...(options.limits || {}), submitTokenPerNetwork: { max: 1, windowMs: hourMs } },
  })
  const session = await askForToken(host, 'msisdn')
  counted.mockClear()
  undone.mockClear()
  expectError(await submitToken(host, session, { token: wrongCode(session.token) }), 400, 'M_TOKEN_INCORRECT')
  for (let time = 0; time < 3; time += 1) expectLimited(await submitToken(host, session), hourMs)
  const results = await Promise.all(counted.mock.results.map(({ value }) => value as ReturnType<typeof store.count>))
  expect(results.map((counters) => counters.map(({ count }) => count))).toEqual(Array(4).fill([1, 1]))
  expect(undone).not.toHaveBeenCalled()
})

test('of many at the same moment no more are judged than it leaves', async () => {
  const host = await startHost(plainHost, limited(3))
  const sessions: ClientSession[] = []
  for (let step = 0; step < 4; step += 1)
    sessions.push(await askForToken(host, 'msisdn', { client_secret: `secret-${step}` }))
  const guesses = [1, 2, 3, 4, 5].flatMap((step) =>
    sessions.map((session) => submitToken(host, session, { token: wrongCode(session.token, step) })),
  )
  const answers = await Promise.all(guesses)
  expect(answers.filter(({ body }) => body['errcode'] === 'M_TOKEN_INCORRECT')).toHaveLength(3)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(17)
})

test('a /48 of IPv6 is one network; its customers share it, the next one does not', async () => {
  const host = await startHost({ ...plainHost, trustProxy: 1 }, limited(1))
  const session = await askForToken(host, 'msisdn')
  const from = (ip: string) =>
    host.agent
      .post(host.submitTokenPath('msisdn'))
      .set('X-Forwarded-For', ip)
      .send({ sid: session.sid, client_secret: session.client_secret, token: wrongCode(session.token) })
  expectError(await from('2001:db8:1:1::1'), 400, 'M_TOKEN_INCORRECT')
  expectLimited(await from('2001:db8:1:ffff::1'), hourMs)
  expectError(await from('2001:db8:2:1::1'), 400, 'M_TOKEN_INCORRECT')
})
