import { memoryStore } from '../../lib'
import { expectError, expectLimited, expectPage } from './answers'
import { askForToken, formsOf, pressButton, submitToken, wrongCode, type AskedSession } from './flow'
import { hostKinds, plainHost, startHost, type HostOptions } from './host'

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
    for (const asked of [one, other]) expectLimited(await submitToken(host, asked), hourMs)
    expectError(await submitToken(host, link, { token: 'w1' }), 400, 'M_TOKEN_INCORRECT')
    expect(await submitToken(host, link)).toMatchObject({ status: 200 })
    // What is no session, and text that is no try, is answered as ever.
    expectError(await submitToken(host, one, { sid: 'unknown' }), 400, 'M_SESSION_EXPIRED')
    expectError(await submitToken(host, one, { token: 'no digit' }), 400, 'M_TOKEN_INCORRECT')
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: 'wrongCodesPerNetwork' }))
  })

  test('only what was judged wrong counts', async () => {
    const host = await startHost(kind, limited(2))
    const asked = await askForToken(host, 'msisdn')
    const link = await askForToken(host, 'email')
    for (let time = 0; time < 5; time += 1) {
      expect(await submitToken(host, link)).toMatchObject({ status: 200 })
      expectError(await submitToken(host, asked, { token: 'no digit' }), 400, 'M_TOKEN_INCORRECT')
      expectError(await submitToken(host, asked, { sid: 'unknown' }), 400, 'M_SESSION_EXPIRED')
      expectError(await submitToken(host, asked, { token: 1 }), 400, 'M_BAD_JSON')
    }
    expectError(await submitToken(host, asked, { token: wrongCode(asked.token) }), 400, 'M_TOKEN_INCORRECT')
    for (let time = 0; time < 3; time += 1) expect(await submitToken(host, asked)).toMatchObject({ status: 200 })
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
  const asked = await askForToken(host, 'msisdn')
  counted.mockClear()
  undone.mockClear()
  expectError(await submitToken(host, asked, { token: wrongCode(asked.token) }), 400, 'M_TOKEN_INCORRECT')
  for (let time = 0; time < 3; time += 1) expectLimited(await submitToken(host, asked), hourMs)
  const results = await Promise.all(counted.mock.results.map(({ value }) => value as ReturnType<typeof store.count>))
  expect(results.map((counters) => counters.map(({ count }) => count))).toEqual(Array(4).fill([1, 1]))
  expect(undone).not.toHaveBeenCalled()
})

test('of many at the same moment no more are judged than it leaves', async () => {
  const host = await startHost(plainHost, limited(3))
  const sessions: AskedSession[] = []
  for (let step = 0; step < 4; step += 1)
    sessions.push(await askForToken(host, 'msisdn', { client_secret: `secret-${step}` }))
  const guesses = [1, 2, 3, 4, 5].flatMap((step) =>
    sessions.map((asked) => submitToken(host, asked, { token: wrongCode(asked.token, step) })),
  )
  const answers = await Promise.all(guesses)
  expect(answers.filter(({ body }) => body['errcode'] === 'M_TOKEN_INCORRECT')).toHaveLength(3)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(17)
})

test('a /48 of IPv6 is one network; its customers share it, the next one does not', async () => {
  const host = await startHost(
    {
      ...plainHost,
      parsers: [
        (request, _response, next) => (
          Object.defineProperty(request, 'ip', { value: request.headers['x-test-ip'] }),
          next()
        ),
      ],
    },
    limited(1),
  )
  const asked = await askForToken(host, 'msisdn')
  const from = (ip: string) =>
    host.agent
      .post(host.submitTokenPath('msisdn'))
      .set('X-Test-Ip', ip)
      .send({ sid: asked.sid, client_secret: asked.client_secret, token: wrongCode(asked.token) })
  expectError(await from('2001:db8:1:1::1'), 400, 'M_TOKEN_INCORRECT')
  expectLimited(await from('2001:db8:1:ffff::1'), hourMs)
  expectError(await from('2001:db8:2:1::1'), 400, 'M_TOKEN_INCORRECT')
})

describe('the page of a code', () => {
  test('says how many digits and until when, never whose; its second form stops this request alone', async () => {
    const host = await startHost(plainHost, { email: { deliver: 'code' } })
    const asked = await askForToken(host, 'email')
    const other = await askForToken(host, 'email', { client_secret: 'another' })
    const path = `${host.submitTokenPath('email')}?sid=${asked.sid}&client_secret=${asked.client_secret}`
    const page = await host.agent.get(path).set('Accept', 'text/html')
    expect(page.text).toContain('6-digit code')
    expect(page.text).toMatch(/Time left: (?:9|10) minutes/)
    expect(page.text).not.toMatch(/alice|example\.org"/)
    const [, stop] = formsOf(page.text)
    expectPage(await pressButton(host, stop), 200)
    expectError(await submitToken(host, asked), 400, 'M_SESSION_EXPIRED')
    expectPage(await pressButton(host, stop), 400)
    expect(host.events.filter(({ type }) => type === 'revoked')).toMatchObject([{ reason: 'not_me' }])
    expect(await submitToken(host, other)).toMatchObject({ status: 200 })
  })

  test('it is stopped by a POST alone, and with its client_secret', async () => {
    const host = await startHost(plainHost)
    const asked = await askForToken(host, 'msisdn')
    const { sid, client_secret } = asked
    const path = host.submitTokenPath('msisdn')
    await host.agent.get(path).query({ sid, client_secret, action: 'stop' })
    expectError(await host.agent.post(path).send({ sid, client_secret: 'b', action: 'stop' }), 400, 'M_SESSION_EXPIRED')
    expectError(await host.agent.post(path).send({ sid, action: 'stop' }), 400, 'M_MISSING_PARAMS')
    expectError(await host.agent.post(path).send({ sid, client_secret, action: 'other' }), 400, 'M_MISSING_PARAMS')
    expect(await submitToken(host, asked)).toMatchObject({ status: 200 })
    const stopped = await host.agent.post(path).send({ sid, client_secret, action: 'stop' })
    expect(stopped).toMatchObject({ status: 200, body: { success: true } })
    expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()
  })

  test('the fifth wrong code names the wait, and so does what comes after it', async () => {
    const host = await startHost(plainHost)
    const asked = await askForToken(host, 'msisdn')
    const path = `${host.submitTokenPath('msisdn')}?sid=${asked.sid}&client_secret=${asked.client_secret}`
    const [form] = formsOf((await host.agent.get(path).set('Accept', 'text/html')).text)
    for (let step = 1; step <= 6; step += 1) {
      const page = await pressButton(host, form, { token: wrongCode(asked.token, step) })
      expectPage(page, 400)
      if (step >= 5) expect(page.text).toContain('You can ask for a new code in 10 minutes')
    }
  })
})
