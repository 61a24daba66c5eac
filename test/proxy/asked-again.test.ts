import { memoryStore } from '../../lib'
import { expectError } from '../http/answers'
import { askForToken as askLocally, submitToken as submitLocally } from '../http/flow'
import { askAndProve, askForToken, media, secret, startPair, submitToken } from './proxy-host'

const minuteMs = 60_000
const lifetimesMs = { email: 60 * minuteMs, msisdn: 10 * minuteMs }

/** A host whose sessions grow as old as the test says, at an identity server whose sessions live on. */
async function startAgeing() {
  let agedMs = 0
  const store = memoryStore({ now: () => Date.now() + agedMs })
  const pair = await startPair({ store, secret })
  return { ...pair, store, age: (ms: number) => void (agedMs += ms) }
}

describe.each(media)('%s: asked for again', (medium) => {
  test('once the token has run out, with the same client_secret: another is sent, and is good', async () => {
    const { host, fake, store, age } = await startAgeing()
    const session = await askForToken(host, fake, medium)
    age(lifetimesMs[medium] + 2 * minuteMs)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
    const again = await askForToken(host, fake, medium, { send_attempt: 2 })
    expect(again.sid).not.toBe(session.sid)
    expect(fake.messages).toHaveLength(2)
    expect(await submitToken(host, again)).toMatchObject({ status: 200 })
    store.close()
  })

  test('a proved session is found by its sid for as long as it is proved', async () => {
    const { host, fake, store, age } = await startAgeing()
    const session = await askForToken(host, fake, medium)
    age(lifetimesMs[medium] - minuteMs)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    age(29 * minuteMs)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    age(2 * minuteMs)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
    expect((await askForToken(host, fake, medium, { send_attempt: 2 })).sid).not.toBe(session.sid)
    store.close()
  })
})

test('a link that an identity server finds right takes back no wrong code', async () => {
  const { host, fake } = await startPair({
    email: { deliver: 'code' },
    identityServers: { prefer: 'proxy' },
    limits: { wrongCodesPerAddress: { max: 2, windowMs: 60 * minuteMs } },
  })
  const local = await askLocally(host, 'email')
  const proxied = await askAndProve(host, fake, 'email', { client_secret: 'another' })
  for (const token of ['1', '2']) await submitLocally(host, local, { token })
  for (let time = 1; time <= 3; time += 1) expect(await submitToken(host, proxied)).toMatchObject({ status: 200 })
  expectError(await submitLocally(host, local), 400, 'M_SESSION_EXPIRED')
})
