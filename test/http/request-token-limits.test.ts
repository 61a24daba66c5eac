import { expectLimited } from './answers'
import { hostKinds, startHost } from '../host/host'
import { askForToken, postRequestToken } from './flow'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
const noNetworkLimits = { requestTokenPerNetwork: false, submitTokenPerNetwork: false } as const

describe.each(hostKinds)('the limits of an address on a host $name', (kind) => {
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
