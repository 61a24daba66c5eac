import { memoryStore, outbox } from '../../lib'
import { wrongCode } from '../http/flow'
import { startAbuseHost, type AbuseHost } from './abuse-host'
import { requestToken, submitToken } from './client'

const [older, newer] = ['the old secret, 32 characters or more', 'the new secret, 32 characters or more'] as const

/** Two processes at one store, of which one has the new secret already. */
async function start() {
  const { sms, messages } = outbox()
  const store = memoryStore()
  const others = { requestTokenPerNetwork: false, submitTokenPerNetwork: false, wrongCodesPerNetwork: false } as const
  const sends = {
    sendsPerAddressAndNetwork: false,
    smsPerPrefix: false,
    smsPerCountry: false,
    smsInAll: false,
  } as const
  const host = (secret: string | string[]) =>
    startAbuseHost({
      options: {
        sms: { sender: sms, countries: ['GB'] },
        store,
        secret,
        limits: { ...others, ...sends, smsPerNetwork: false },
      },
    })
  return { before: await host(older), after: await host([newer, older]), messages }
}

/** Asks for codes and types wrong ones until nothing more is sent; how many codes were judged wrong, and how many were sent. */
async function guessAll(host: AbuseHost, messages: readonly { readonly text: string }[]) {
  const tried = { sent: 0, wrong: 0 }
  for (;;) {
    const client_secret = `secret-${messages.length}`
    const { status, body } = await requestToken(host, 'msisdn', { number: 1, client_secret })
    if (status === 429) return tried
    tried.sent += 1
    const token = wrongCode(/\b\d{6}\b/.exec(messages.at(-1)?.text ?? '')?.[0] ?? '')
    for (let time = 0; time < 5; time += 1) {
      const answer = await submitToken(host, 'msisdn', { sid: body['sid'], client_secret, token })
      if (answer.body['errcode'] === 'M_TOKEN_INCORRECT') tried.wrong += 1
    }
  }
}

test('an address has its wrong codes once under each secret: no more than twice in all', async () => {
  const { before, after, messages } = await start()
  expect(await guessAll(before, messages)).toEqual({ sent: 6, wrong: 30 })
  expect(await guessAll(after, messages)).toEqual({ sent: 6, wrong: 30 })
  // From here on nothing is judged, wherever it is asked for.
  expect(await guessAll(before, messages)).toEqual({ sent: 0, wrong: 0 })
  expect(await guessAll(after, messages)).toEqual({ sent: 0, wrong: 0 })
})

test('and its messages', async () => {
  const { before, after, messages } = await start()
  for (const host of [before, after]) {
    for (let index = 0; index < 21; index += 1)
      await requestToken(host, 'msisdn', { number: 1, client_secret: `secret-${index}` })
  }
  expect(messages).toHaveLength(40)
})
