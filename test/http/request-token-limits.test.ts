import { expectLimited } from './answers'
import { hostKinds, plainHost, startHost } from '../host/host'
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

test('of numbers dialled from another country, the number’s own counts', async () => {
  const smsPerCountry = { max: 1, windowMs: hourMs }
  const others = { ...noNetworkLimits, sendsPerAddress: false, sendsPerAddressAndNetwork: false } as const
  const host = await startHost(plainHost, { limits: { ...others, smsPerCountry } })
  await askForToken(host, 'msisdn', { country: 'FR', phone_number: '+44 7400 123456' })
  expectLimited(await postRequestToken(host, 'msisdn', { send_attempt: 2 }), hourMs)
})
