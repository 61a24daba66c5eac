import { type Account, type OutboxMessage, type Threepid } from '../../lib'
import { expectError, expectLimited } from './answers'
import { hostKinds, plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { askForToken, credentialsOf, formsOf, pathOf, postRequestToken, pressButton, submitToken } from './flow'

const dayMs = 24 * 60 * 60_000

/** Waits for mails that are sent after the answer; each one that arrives is an event of the outbox. */
async function messagesSent(host: TestHost, count: number): Promise<readonly OutboxMessage[]> {
  while (host.outbox.messages.length < count) await host.outbox.next()
  return host.outbox.messages
}

describe.each(hostKinds)('whom a host $name writes to', (kind) => {
  test('the address that the account stores, never the one that was typed', async () => {
    const host = await startHost(kind)
    const typed = ['strauss@example.com', 'STRAUSS@EXAMPLE.COM', 'Strauß@Example.com', 'ﬅrauß@example.com']
    for (const [index, email] of typed.entries()) {
      const session = await askForToken(host, 'email', { email, send_attempt: index })
      expect(session.sid).toMatch(/./)
    }
    expect(host.outbox.messages.map(({ to }) => to)).toEqual(Array(typed.length).fill('Strauß@Example.com'))
    expect(new Set(host.lookUps.map(({ address }) => address))).toEqual(new Set(['strauss@example.com']))
  })

  test('all spellings are one session, and what is proved is canonical', async () => {
    const host = await startHost(kind)
    const session = await askForToken(host, 'email', { email: 'Strauß@Example.com' })
    const replayed = await postRequestToken(host, 'email', { email: 'STRAUSS@example.com' })
    expect(replayed.body['sid']).toBe(session.sid)
    await submitToken(host, session)
    expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ address: 'strauss@example.com' })
  })

  test('a number is texted as the account stores it', async () => {
    for (const address of ['447400123456', '+447400123456']) {
      const findByThreepid = async () => ({ userId: '@alice:localhost', address })
      const host = await startHost(kind, { accounts: { findByThreepid } })
      await askForToken(host, 'msisdn')
      expect(host.outbox.messages[0]?.to).toBe('+447400123456')
    }
  })

  test('an account that answers another address than the one asked for is written to there', async () => {
    const findByThreepid = async ({ medium }: Threepid) =>
      medium === 'email'
        ? { userId: '@alice:localhost', address: 'stored@example.org' }
        : { userId: '@alice:localhost', address: '447400123457' }
    const host = await startHost(kind, { accounts: { findByThreepid } })
    await askForToken(host, 'email', { email: 'typed@example.org' })
    await askForToken(host, 'msisdn')
    expect(host.outbox.messages.map(({ to }) => to)).toEqual(['stored@example.org', '+447400123457'])
  })

  test('look-alikes of an address are other addresses, or none', async () => {
    const host = await startHost(kind)
    const others = [
      'аlice@example.org',
      'alıce@example.org',
      'alice+x@example.org',
      'a.lice@example.org',
      'àlice@example.org',
      'ａlice@example.org',
    ]
    for (const email of others)
      expectError(await postRequestToken(host, 'email', { email }), 400, 'M_THREEPID_NOT_FOUND')
    const none = ['alice@ｅxample.org', 'alice＠example.org@evil.example', 'al\u200dice@example.org']
    for (const email of none) expectError(await postRequestToken(host, 'email', { email }), 400, 'M_INVALID_PARAM')
    for (const email of [['alice@example.org'], ['alice@example.org', 'eve@evil.example'], { 0: 'alice@example.org' }])
      expectError(await postRequestToken(host, 'email', { email }), 400, 'M_BAD_JSON')
    expect(host.outbox.messages).toEqual([])
  })

  test('a stored address that nothing can be sent to is nobody’s, and is never written to', async () => {
    const stored: Account[] = [
      { userId: '@alice:localhost', address: 'alice@example.org, eve@evil.example' },
      { userId: '@alice:localhost', address: '"alice"@example.org' },
      { userId: '@alice:localhost', address: ' alice@example.org' },
      { userId: '@alice:localhost', address: '' },
    ]
    for (const account of stored) {
      const host = await startHost(kind, { accounts: { findByThreepid: async () => account } })
      expectError(await postRequestToken(host, 'email'), 400, 'M_THREEPID_NOT_FOUND')
      expect(host.outbox.messages).toEqual([])
    }
  })
})

describe.each(hostKinds)('an unknown address on a host $name', (kind) => {
  const unknown = { email: { email: 'nobody@example.org' }, msisdn: { phone_number: '07400 123499' } } as const

  describe.each(['conceal', 'notify'] as const)('%s', (unknownThreepid) => {
    test.each(['email', 'msisdn'] as const)('%s: it is answered as a known one is, and replayed so', async (medium) => {
      const host = await startHost(kind, { unknownThreepid })
      const known = await postRequestToken(host, medium)
      const nobodys = await postRequestToken(host, medium, unknown[medium])
      expect(nobodys.status).toBe(200)
      expect(Object.keys(nobodys.body)).toEqual(Object.keys(known.body))
      expect(nobodys.body['submit_url']).toBe(known.body['submit_url'])
      expect(String(nobodys.body['sid'])).toHaveLength(String(known.body['sid']).length)
      expect({ ...nobodys.headers, date: '' }).toEqual({ ...known.headers, date: '' })
      for (const send_attempt of [1, 0, 2]) {
        const again = await postRequestToken(host, medium, { ...unknown[medium], send_attempt })
        expect(again.body).toEqual(nobodys.body)
      }
      await messagesSent(host, 1)
      await host.passwordReset.close()
      expect(host.outbox.messages.filter(({ to }) => !/nobody|123499/.test(to))).toHaveLength(1)
      expect(host.outbox.messages.filter(({ to }) => to.endsWith('123499'))).toEqual([])
    })

    test('nothing that is submitted is right for it', async () => {
      const host = await startHost(kind, { unknownThreepid })
      const { body } = await postRequestToken(host, 'msisdn', unknown.msisdn)
      const credentials = { sid: String(body['sid']), client_secret: 'a-client-secret' }
      const submit = () => host.agent.post(host.submitTokenPath('msisdn')).send({ ...credentials, token: '123456' })
      for (let time = 0; time < 5; time += 1) expectError(await submit(), 400, 'M_TOKEN_INCORRECT')
      expectError(await submit(), 400, 'M_SESSION_EXPIRED')
      expect(await host.passwordReset.validated(credentials)).toBeNull()
    })

    test('limits of the address are answered alike', async () => {
      const sends = { max: 2, windowMs: dayMs }
      const limits = { sendsPerAddress: sends, requestTokenPerNetwork: false } as const
      const host = await startHost(kind, { unknownThreepid, limits })
      for (const fields of [{}, unknown.email]) {
        for (const send_attempt of [1, 2]) {
          expect(await postRequestToken(host, 'email', { ...fields, send_attempt })).toMatchObject({ status: 200 })
          // The next attempt is one only once this one is recorded.
          await expectRecorded(host, fields, send_attempt)
        }
        expectLimited(await postRequestToken(host, 'email', { ...fields, send_attempt: 3 }), dayMs)
      }
    })

    test('a provider that refuses is not shown', async () => {
      const failing = { send: () => Promise.reject(new Error('550 no such user alice@example.org')) }
      const options: HostOptions = { unknownThreepid, email: { sender: failing }, tokens: { sendLeaseMs: 1_000 } }
      const host = await startHost(kind, options)
      expect(await postRequestToken(host, 'email')).toMatchObject({ status: 200 })
      expect(await postRequestToken(host, 'email', unknown.email)).toMatchObject({ status: 200 })
    })
  })

  test('notify: it is told by mail, once a day, whatever is asked', async () => {
    const host = await startHost(kind, { unknownThreepid: 'notify', limits: { requestTokenPerNetwork: false } })
    for (const [index, client_secret] of ['a', 'b', 'c'].entries()) {
      const answer = await postRequestToken(host, 'email', { ...unknown.email, client_secret, send_attempt: index })
      expect(answer).toMatchObject({ status: 200 })
    }
    const [notice] = await messagesSent(host, 1)
    await host.passwordReset.close()
    expect(host.outbox.messages).toHaveLength(1)
    expect(notice?.to).toBe('nobody@example.org')
    expect(notice?.text).not.toMatch(/confirm\?sid=|client-secret/)
  })

  test('conceal: nobody is told', async () => {
    const host = await startHost(kind, { unknownThreepid: 'conceal' })
    expect(await postRequestToken(host, 'email', unknown.email)).toMatchObject({ status: 200 })
    await host.passwordReset.close()
    expect(host.outbox.messages).toEqual([])
  })

  test('conceal: a known one gets its mail, and the link works', async () => {
    const host = await startHost(kind, { unknownThreepid: 'conceal' })
    const { body } = await postRequestToken(host, 'email')
    const [mail] = await messagesSent(host, 1)
    const page = await host.agent.get(pathOf(mail?.links[0] ?? ''))
    await pressButton(host, formsOf(page.text)[0])
    const credentials = { sid: body['sid'], client_secret: 'a-client-secret' }
    expect(await host.passwordReset.validated(credentials)).toMatchObject({ userId: '@alice:localhost' })
  })
})

/** While a send is under way, a higher attempt is its own; to count sends one waits until this one is recorded. */
async function expectRecorded(host: TestHost, fields: object, send_attempt: number) {
  const replayed = await postRequestToken(host, 'email', { ...fields, send_attempt })
  expect(replayed).toMatchObject({ status: 200 })
}

test('allow3pid that throws says nothing of why', async () => {
  const host = await startHost(plainHost, {
    allow3pid: () => {
      throw new Error('the list of alice@example.org is away')
    },
  })
  const answer = await postRequestToken(host, 'email')
  expectError(answer, 500, 'M_UNKNOWN')
  expect(answer.text).not.toContain('away')
})

test.each([undefined, null, 1, 'yes', {}])('allow3pid that answers %p does not allow', async (answer) => {
  const host = await startHost(plainHost, { allow3pid: () => answer as boolean })
  expectError(await postRequestToken(host, 'email'), 403, 'M_THREEPID_DENIED')
})
