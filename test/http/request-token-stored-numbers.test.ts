import express from 'express'
import request from 'supertest'
import {
  canonicalThreepid,
  createPasswordResetRouter,
  memoryStore,
  outbox,
  type PasswordResetEvent,
  type Threepid,
} from '../../lib'

const requestToken = '/_matrix/client/v3/account/password/msisdn/requestToken'
const body = { client_secret: 'secret', country: 'GB', phone_number: '07400 123456', send_attempt: 1 }

const hasIt = () => true

/** A host whose account has that number, whatever is asked for unless it compares. */
function appWith(stored: string, isStored: (threepid: Threepid) => boolean = hasIt) {
  const box = outbox()
  const events: PasswordResetEvent[] = []
  const lines: (readonly [object, string])[] = []
  const logger = { warn: () => undefined, error: (fields: object, words: string) => void lines.push([fields, words]) }
  const app = express().use(
    createPasswordResetRouter({
      publicBaseUrl: 'https://matrix.example.org',
      accounts: {
        findByThreepid: (threepid) => (isStored(threepid) ? { userId: '@alice:localhost', address: stored } : null),
      },
      store: memoryStore(),
      secret: 'a secret of the tests, of 32 characters',
      sms: { sender: box.sms, countries: ['GB', 'MX', 'AR', 'BR', 'BJ'] },
      logger,
      onEvent: (event) => events.push(event),
    }),
  )
  return { app, box, events, lines }
}

describe("an account's own number", () => {
  test.each(['447400123456', '+447400123456'])('is texted in E.164 however it is stored: %s', async (stored) => {
    const { app, box } = appWith(stored)
    await request(app).post(requestToken).send(body).expect(200)
    expect(box.messages.map(({ to }) => to)).toEqual(['+447400123456'])
  })

  test('is texted, not the one that was typed', async () => {
    const { app, box } = appWith('447400123457')
    await request(app).post(requestToken).send(body).expect(200)
    expect(box.messages.map(({ to }) => to)).toEqual(['+447400123457'])
  })

  test.each([
    ['33612345678', 'its country is not in sms.countries'],
    ['442079460958', 'it is not a mobile number with its country code, in digits alone'],
    ['+44 7400 123456', 'it is not a mobile number with its country code, in digits alone'],
    ['not a number', 'it is not a mobile number with its country code, in digits alone'],
  ])('is not texted where it must not be, and the log says which account and why: %s', async (stored, reason) => {
    const { app, box, lines } = appWith(stored)
    const { body: answer } = await request(app).post(requestToken).send(body).expect(400)
    expect(answer.errcode).toBe('M_THREEPID_NOT_FOUND')
    expect(box.messages).toEqual([])
    const addressHash = expect.stringMatching(/^[\w-]{16,}$/)
    const words = 'accounts.findByThreepid answered an address that no message is sent to'
    expect(lines).toEqual([[{ medium: 'msisdn', addressHash, reason }, words]])
    expect(JSON.stringify(lines)).not.toContain(stored)
  })

  test('is named in the log as in the events of its address', async () => {
    const good = appWith('447400123456')
    const bad = appWith('not a number')
    for (const { app } of [good, bad]) await request(app).post(requestToken).send(body)
    const [[{ addressHash }]] = bad.lines as [[{ addressHash: string }, string]]
    expect(good.events).toContainEqual(expect.objectContaining({ type: 'token_sent', addressHash }))
  })
})

describe('a number of a former numbering plan', () => {
  test.each([
    ['MX', '55 1234 5678', '+525512345678', '5215512345678'],
    ['MX', '+52 1 55 1234 5678', '+525512345678', '5215512345678'],
    ['GB', '+52 1 55 1234 5678', '+525512345678', '525512345678'],
    ['AR', '11 15 2345-6789', '+5491123456789', '+54111523456789'],
    ['BR', '(11) 98765-4321', '+5511987654321', '551187654321'],
    ['BR', '(11) 8765-4321', '+5511987654321', '+5511987654321'],
    ['BJ', '01 97 12 34 56', '+2290197123456', '22997123456'],
  ])('finds its account, and is texted as it is today: %s %s', async (country, phone_number, texted, stored) => {
    const isStored = ({ medium, address }: Threepid) =>
      canonicalThreepid({ medium, address: stored })?.address === address
    const { app, box } = appWith(stored, isStored)
    const { body: answer } = await request(app)
      .post(requestToken)
      .send({ ...body, country, phone_number })
    expect(answer).toEqual({ sid: expect.any(String), submit_url: expect.any(String) })
    expect(box.messages.map(({ to }) => to)).toEqual([texted])
  })
})

describe('a body that the host has read in chunks', () => {
  test('is bounded as well', async () => {
    const { app } = appWith('447400123456')
    const host = express()
      .use(express.json({ limit: '1mb' }))
      .use(app)
    const chunked = (size: number) =>
      new Promise<number>((resolve, reject) => {
        const asked = request(host).post(requestToken).set('Content-Type', 'application/json')
        asked.set('Transfer-Encoding', 'chunked')
        asked.write(JSON.stringify({ ...body, padding: 'x'.repeat(size) }))
        asked.end((error: unknown, response) => {
          if (response) resolve(response.status)
          else reject(error instanceof Error ? error : new Error('no answer'))
        })
      })
    expect(await chunked(10)).toBe(200)
    expect(await chunked(17_000)).toBe(413)
  })
})
