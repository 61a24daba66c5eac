import { expectError, expectLimited, expectPage } from './answers'
import { askForToken, formsOf, pathOf, postRequestToken, pressButton, submitToken } from './flow'
import { hostKinds, startHost } from './host'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const noNetworkLimits = { requestTokenPerNetwork: false, submitTokenPerNetwork: false } as const

describe.each(hostKinds)('the default limits on a host $name', (kind) => {
  test('requestToken: 10 a minute per network, good ones and bad ones', async () => {
    const host = await startHost(kind, { limits: undefined })
    for (let time = 0; time < 9; time += 1) {
      const medium = time % 2 === 0 ? 'email' : 'msisdn'
      expectError(await postRequestToken(host, medium, { client_secret: '!' }), 400, 'M_INVALID_PARAM')
    }
    await askForToken(host, 'email')
    expectLimited(await postRequestToken(host, 'email'), minuteMs)
    expectLimited(await postRequestToken(host, 'msisdn'), minuteMs)
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: 'requestTokenPerNetwork' }))
    expect(host.outbox.messages).toHaveLength(1)
  })

  test('submitToken: 60 a minute per network, on all its paths together; a page says so too', async () => {
    const host = await startHost(kind, { limits: undefined })
    const asked = await askForToken(host, 'email')
    const identityPath = host.at('/_matrix/identity/api/v1/validate/email/submitToken')
    for (let time = 0; time < 60; time += 1) {
      const path = time % 2 === 0 ? host.submitTokenPath('email') : identityPath
      expect((await host.agent.post(path).send({ sid: 'a', client_secret: 'b', token: 'c' })).status).toBe(400)
    }
    expectLimited(await submitToken(host, asked), minuteMs)
    const page = await host.agent.get(identityPath).query({ sid: 'a', client_secret: 'b' })
    expectPage(page, 429)
    expect(page.headers['retry-after']).toMatch(/^[1-9][0-9]*$/)
    const pressed = await host.agent.post(host.confirmPath('email')).send({ sid: asked.sid, token: asked.token })
    expectLimited(pressed, minuteMs)
  })

  test('a client is not slowed in one place by what it did in another', async () => {
    const host = await startHost(kind, { limits: undefined })
    const asked = await askForToken(host, 'email')
    for (let time = 0; time < 10; time += 1) await postRequestToken(host, 'email')
    expectLimited(await postRequestToken(host, 'email'), minuteMs)
    expect((await host.agent.post(host.at('/_matrix/client/v3/account/password')).send({})).status).toBe(401)
    expect(await submitToken(host, asked)).toMatchObject({ status: 200 })
  })

  test('sends: 5 an hour per address and network, whoever asks; replays and refusals are none', async () => {
    const host = await startHost(kind, { limits: noNetworkLimits })
    for (let time = 0; time < 5; time += 1) {
      await askForToken(host, 'email', { client_secret: `secret-${time}`, send_attempt: 1 })
      await postRequestToken(host, 'email', { client_secret: `secret-${time}`, send_attempt: 1 })
    }
    expectLimited(await postRequestToken(host, 'email', { client_secret: 'secret-0', send_attempt: 2 }), hourMs)
    expectLimited(
      await postRequestToken(host, 'email', { client_secret: 'another', email: 'Alice@EXAMPLE.org' }),
      hourMs,
    )
    expect(await postRequestToken(host, 'email', { client_secret: 'secret-0' })).toMatchObject({ status: 200 })
    await askForToken(host, 'email', { email: 'bob@example.org' })
  })

  test('sends: 20 a day per address', async () => {
    const host = await startHost(kind, { limits: { ...noNetworkLimits, sendsPerAddressAndNetwork: false } })
    for (let send_attempt = 0; send_attempt < 20; send_attempt += 1) await askForToken(host, 'email', { send_attempt })
    expectLimited(await postRequestToken(host, 'email', { send_attempt: 20 }), dayMs)
  })
})

describe.each(hostKinds)('the limits of SMS on a host $name', (kind) => {
  const sends = (max: number) => ({ max, windowMs: hourMs })
  const others = { ...noNetworkLimits, sendsPerAddress: false, sendsPerAddressAndNetwork: false } as const

  test.each(['smsPerPrefix', 'smsPerCountry', 'smsInAll'] as const)('%s: 429, and no SMS', async (name) => {
    const host = await startHost(kind, { limits: { ...others, [name]: sends(2) } })
    await askForToken(host, 'msisdn')
    await askForToken(host, 'msisdn', { phone_number: '07400 123457' })
    for (const phone_number of ['07400 123456', '07400 123457'])
      expectLimited(await postRequestToken(host, 'msisdn', { phone_number, send_attempt: 2 }), hourMs)
    expect(host.outbox.messages).toHaveLength(2)
    // Email costs nothing of the kind, and a replay sends nothing.
    await askForToken(host, 'email')
    expect(await postRequestToken(host, 'msisdn')).toMatchObject({ status: 200 })
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: name }))
  })

  test('what one limit refused is charged to none, and the attempt is not used up', async () => {
    const findByThreepid = async ({ address }: { address: string }) => ({ userId: '@alice:localhost', address })
    const limits = { ...others, smsPerPrefix: sends(1), smsInAll: sends(2) }
    const host = await startHost(kind, { accounts: { findByThreepid }, limits })
    await askForToken(host, 'msisdn', { phone_number: '07400 123456' })
    for (let time = 0; time < 3; time += 1)
      expectLimited(await postRequestToken(host, 'msisdn', { phone_number: '07400 123457' }), hourMs)
    await askForToken(host, 'msisdn', { phone_number: '07400 223456' })
    expectLimited(await postRequestToken(host, 'msisdn', { phone_number: '07400 323456' }), hourMs)
    expect(host.outbox.messages).toHaveLength(2)
  })

  test('of numbers dialled from another country, the number’s own counts', async () => {
    const host = await startHost(kind, { limits: { ...others, smsPerCountry: sends(1) } })
    await askForToken(host, 'msisdn', { country: 'FR', phone_number: '+44 7400 123456' })
    expectLimited(await postRequestToken(host, 'msisdn', { send_attempt: 2 }), hourMs)
  })
})

describe.each(hostKinds)('a person and a scanner on a host $name', (kind) => {
  test('a scanner that has used up the page’s limit does not stop the button', async () => {
    const host = await startHost(kind, { limits: undefined })
    const { link } = await askForToken(host, 'email')
    const page = await host.agent.get(pathOf(link))
    for (let time = 0; time < 70; time += 1) await host.raw({ method: 'GET', path: pathOf(link) })
    expectPage(await pressButton(host, formsOf(page.text)[0]), 200)
  })
})
