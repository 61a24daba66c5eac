import { createPasswordResetRouter, memoryStore, outbox, type PasswordResetRouter } from '../../lib'
import express from 'express'
import request from 'supertest'

const secret = 'one secret of both, of 32 characters'
const requestToken = '/_matrix/client/v3/account/password/email/requestToken'
const body = { client_secret: 'shared', email: 'alice@example.org', send_attempt: 1 }

/** Two servers that share a store and a secret, as two on one Redis do. */
function makeServers(urls: readonly string[]) {
  const store = memoryStore()
  const servers = urls.map((publicBaseUrl) => {
    const box = outbox()
    const passwordReset = createPasswordResetRouter({
      publicBaseUrl,
      accounts: { findByThreepid: ({ address }) => ({ userId: '@alice:localhost', address }) },
      store,
      secret,
      email: { sender: box.email },
    })
    return { box, passwordReset, app: express().use(passwordReset) }
  })
  return { servers, close: () => store.close() }
}

async function sidOf({ app }: { app: express.Express }): Promise<string> {
  const { body: answer } = await request(app).post(requestToken).send(body).expect(200)
  return String(answer.sid)
}

describe('two servers on one store', () => {
  test('have sessions of their own for the same address and client_secret, and each sends', async () => {
    const { servers, close } = makeServers(['https://one.example.org', 'https://two.example.org'])
    const sids = await Promise.all(servers.map(sidOf))
    expect(new Set(sids).size).toBe(2)
    expect(servers.map(({ box }) => box.messages.length)).toEqual([1, 1])
    close()
  })

  test('have limits of their own', async () => {
    const { servers, close } = makeServers(['https://one.example.org', 'https://two.example.org'])
    const ask = ({ app }: { app: express.Express }) => request(app).post(requestToken).send({})
    for (let i = 0; i < 10; i += 1) await ask(servers[0]!).expect(400)
    await ask(servers[0]!).expect(429)
    await ask(servers[1]!).expect(400)
    close()
  })

  test('end their own sessions alone', async () => {
    const { servers, close } = makeServers(['https://one.example.org', 'https://one.example.org/two'])
    const sids = await Promise.all(servers.map(sidOf))
    const [one, two] = servers.map(({ passwordReset }) => passwordReset) as [PasswordResetRouter, PasswordResetRouter]
    await one.revoke({ medium: 'email', address: 'alice@example.org' })
    // The first starts anew, the second answers what it had.
    expect(await sidOf(servers[0]!)).not.toBe(sids[0])
    expect(await sidOf(servers[1]!)).toBe(sids[1])
    await Promise.all([one.close(), two.close()])
    close()
  })
})
