import { expectError, expectLimited } from './answers'
import { hostKinds, plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { askForToken, credentialsOf, postRequestToken, submitToken, wrongCode, type ClientSession } from './flow'

const codeLifetimeMs = 10 * 60_000
const dayMs = 24 * 60 * 60_000
const coding: HostOptions = { email: { deliver: 'code' } }

async function submitWrong(host: TestHost, session: ClientSession, times: number) {
  for (let step = 1; step <= times; step += 1)
    expectError(await submitToken(host, session, { token: wrongCode(session.token, step) }), 400, 'M_TOKEN_INCORRECT')
}

describe.each(hostKinds)('codes on a host $name', (kind) => {
  describe.each(['email', 'msisdn'] as const)('%s', (medium) => {
    test('after 5 wrong codes the session is dead: for the right one, and for another one', async () => {
      const host = await startHost(kind, coding)
      const session = await askForToken(host, medium)
      await submitWrong(host, session, 5)
      expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
      expectError(await submitToken(host, session, { token: wrongCode(session.token) }), 400, 'M_SESSION_EXPIRED')
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
      for (const send_attempt of [1, 2])
        expectLimited(await postRequestToken(host, medium, { send_attempt }), codeLifetimeMs)
      expect(host.outbox.messages).toHaveLength(1)
      // Somebody else's session of the address is not touched.
      const other = await askForToken(host, medium, { client_secret: 'another' })
      expect(await submitToken(host, other)).toMatchObject({ status: 200 })
    })

    test('on a validated session a wrong code ends nothing, however often', async () => {
      const host = await startHost(kind, coding)
      const session = await askForToken(host, medium)
      await submitToken(host, session)
      await submitWrong(host, session, 7)
      expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
      expect(await host.passwordReset.validated(credentialsOf(session))).not.toBeNull()
    })

    test('past its ceiling an address takes no codes, in no session, and gets none', async () => {
      const limits = { wrongCodesPerAddress: { max: 3, windowMs: dayMs }, requestTokenPerNetwork: false } as const
      const host = await startHost(kind, { ...coding, limits })
      const other = await askForToken(host, medium, { client_secret: 'another' })
      const begun = await askForToken(host, medium)
      await submitWrong(host, begun, 3)
      for (const session of [begun, other]) expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
      expectLimited(await postRequestToken(host, medium, { send_attempt: 2 }), dayMs)
      expectLimited(await postRequestToken(host, medium, { client_secret: 'a-third' }), dayMs)
      const fields = medium === 'email' ? { email: 'bob@example.org' } : { phone_number: '07400 123457' }
      await askForToken(host, medium, fields)
    })

    test('codes are not taken by confirm', async () => {
      const host = await startHost(kind, coding)
      const { sid, client_secret, token } = await askForToken(host, medium)
      const path = host.confirmPath(medium)
      const answers = [
        await host.agent.post(path).send({ sid, token }),
        await host.agent.post(path).send({ sid, token, client_secret }),
        await host.agent.get(path).query({ sid, token }).set('Accept', 'application/json'),
      ]
      for (const answer of answers) {
        expect(answer.status).toBe(400)
        expect(['M_TOKEN_INCORRECT', 'M_SESSION_EXPIRED']).toContain(answer.body.errcode)
      }
      expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()
    })
  })

  test('codeDigits and codeTries are the options they say', async () => {
    const host = await startHost(kind, { tokens: { codeDigits: 8, codeTries: 1 } })
    const session = await askForToken(host, 'msisdn')
    expect(session.token).toMatch(/^[0-9]{8}$/)
    await submitWrong(host, session, 1)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
  })
})

/** Asks until the answer is another; each asking is an event of its own. */
async function untilAnswered(errcode: string, ask: () => Promise<{ body: Readonly<Record<string, unknown>> }>) {
  const deadline = Date.now() + 15_000
  for (;;) {
    const { body } = await ask()
    if (body['errcode'] === errcode) return
    if (Date.now() > deadline) throw new Error(`Never answered ${errcode}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('what has expired', () => {
  test('a code and a link after their lifetime', async () => {
    const host = await startHost(plainHost, { tokens: { linkLifetimeMs: 1_000, codeLifetimeMs: 1_000 } })
    const sessions = [await askForToken(host, 'email'), await askForToken(host, 'msisdn')]
    await Promise.all(
      sessions.map((session) =>
        untilAnswered('M_SESSION_EXPIRED', () => submitToken(host, session, { token: 'wrong' })),
      ),
    )
    for (const session of sessions) expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
    // The same triple starts anew; the old sid stays dead.
    for (const session of sessions) {
      const anew = await askForToken(host, session.medium)
      expect(anew.sid).not.toBe(session.sid)
      expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
      expect(await submitToken(host, anew)).toMatchObject({ status: 200 })
    }
  })

  test('a session that died of wrong codes is over with its code, and then another is sent', async () => {
    const host = await startHost(plainHost, { tokens: { codeLifetimeMs: 2_000, codeTries: 1 } })
    const session = await askForToken(host, 'msisdn')
    await submitWrong(host, session, 1)
    const limited = await postRequestToken(host, 'msisdn', { send_attempt: 2 })
    expectLimited(limited, 2_000)
    let sent = limited
    await untilAnswered('sent', async () => {
      sent = await postRequestToken(host, 'msisdn', { send_attempt: 2 })
      return sent.status === 200 ? { body: { errcode: 'sent' } } : sent
    })
    expect(sent.body['sid']).not.toBe(session.sid)
  })
})
