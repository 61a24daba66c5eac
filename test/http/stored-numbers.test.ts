import express from 'express'
import request from 'supertest'
import { createPasswordResetRouter, memoryStore, outbox } from '../../lib'

const requestToken = '/_matrix/client/v3/account/password/msisdn/requestToken'
const body = { client_secret: 'secret', country: 'GB', phone_number: '07400 123456', send_attempt: 1 }

/** A host whose account has that number, whatever was asked for. */
function appWith(stored: string) {
  const box = outbox()
  const warnings: string[] = []
  const logger = { warn: () => undefined, error: (_fields: object, words: string) => void warnings.push(words) }
  const app = express().use(
    createPasswordResetRouter({
      publicBaseUrl: 'https://matrix.example.org',
      accounts: { findByThreepid: () => ({ userId: '@alice:localhost', address: stored }) },
      store: memoryStore(),
      secret: 'a secret of the tests, of 32 characters',
      sms: { sender: box.sms, countries: ['GB'] },
      logger,
    }),
  )
  return { app, box, warnings }
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

  test.each(['33612345678', '4420794600', 'not a number'])('is not texted where it must not be: %s', async (stored) => {
    const { app, box, warnings } = appWith(stored)
    const { body: answer } = await request(app).post(requestToken).send(body).expect(400)
    expect(answer.errcode).toBe('M_THREEPID_NOT_FOUND')
    expect(box.messages).toEqual([])
    expect(warnings).toEqual(['accounts.findByThreepid answered an address that no message is sent to'])
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
