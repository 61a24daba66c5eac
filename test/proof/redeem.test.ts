import { MatrixError, memoryStore, type Account, type Threepid } from '../../lib'
import { expectError } from '../http/answers'
import { askAndProve, askForToken, credentialsOf, submitToken } from '../http/flow'
import { findAccount } from '../host/accounts'
import { hostKinds, plainHost, startHost } from '../host/host'

const media = ['email', 'msisdn'] as const
const addresses = { email: 'alice@example.org', msisdn: '447400123456' }

const malformed = [
  ...[undefined, null, '', 'sid', 5, true, [], {}, () => 1],
  ...[{ sid: 'a' }, { client_secret: 'a' }, { sid: ['a'], client_secret: 'b' }, { sid: 'a', client_secret: { b: 1 } }],
  ...[
    { sid: '', client_secret: '' },
    { sid: 'a b', client_secret: 'c' },
    { sid: 'a', client_secret: 'b'.repeat(256) },
  ],
  ...[
    { sid: null, client_secret: null },
    { sid: 'a\n', client_secret: 'b' },
    { sid: 1, client_secret: 2 },
  ],
]

describe.each(hostKinds)('what a host calls, on a host $name', (kind) => {
  describe.each(media)('%s', (medium) => {
    test('validated looks and spends nothing', async () => {
      const host = await startHost(kind)
      const session = await askForToken(host, medium)
      const credentials = credentialsOf(session)
      expect(await host.passwordReset.validated(credentials)).toBeNull()
      const before = Date.now()
      await submitToken(host, session)
      const validated = await host.passwordReset.validated(credentials)
      expect(validated).toEqual({
        medium,
        address: addresses[medium],
        userId: '@alice:localhost',
        validatedAt: expect.any(Number),
      })
      expect(validated?.validatedAt).toBeGreaterThanOrEqual(before - 5)
      expect(validated?.validatedAt).toBeLessThanOrEqual(Date.now() + 5)
      expect(await host.passwordReset.validated(credentials)).toEqual(validated)
    })

    test('redeem spends: what the function returned, once', async () => {
      const host = await startHost(kind)
      const credentials = credentialsOf(await askAndProve(host, medium))
      const validated = await host.passwordReset.validated(credentials)
      const result = { done: true }
      const used = await host.passwordReset.redeem(credentials, async (threepid) => {
        expect(threepid).toEqual(validated)
        expect(await host.passwordReset.validated(credentials)).toBeNull()
        return result
      })
      expect(used).toBe(result)
      const never = jest.fn()
      expect(await host.passwordReset.redeem(credentials, never)).toBeNull()
      expect(await host.passwordReset.validated(credentials)).toBeNull()
      expect(never).not.toHaveBeenCalled()
    })

    test('a throw gives the session back, and is thrown on', async () => {
      const host = await startHost(kind)
      const credentials = credentialsOf(await askAndProve(host, medium))
      const validated = await host.passwordReset.validated(credentials)
      const weak = new MatrixError(400, 'M_WEAK_PASSWORD', 'Too short')
      const throwing = [
        async () => Promise.reject(weak),
        () => {
          throw weak
        },
      ]
      for (const use of throwing) await expect(host.passwordReset.redeem(credentials, use)).rejects.toBe(weak)
      expect(await host.passwordReset.validated(credentials)).toEqual(validated)
      expect(await host.passwordReset.redeem(credentials, () => 'used')).toBe('used')
    })

    test('one that is in use is in another’s hands, until it is given back', async () => {
      const host = await startHost(kind)
      const credentials = credentialsOf(await askAndProve(host, medium))
      const failing = host.passwordReset.redeem(credentials, async () => {
        expect(await host.passwordReset.redeem(credentials, () => 'second')).toBeNull()
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await host.passwordReset.redeem(credentials, () => 'third')).toBe('third')
    })

    test('fields that nobody knows are ignored', async () => {
      const host = await startHost(kind)
      const credentials = credentialsOf(await askAndProve(host, medium))
      const more = { ...credentials, id_server: 'evil.example', id_access_token: 5, medium: 'x', address: ['x'] }
      expect(await host.passwordReset.validated(more)).not.toBeNull()
      expect(await host.passwordReset.redeem(more, () => 1)).toBe(1)
    })

    test('a success ends every other session of the address, and none of another address', async () => {
      const host = await startHost(kind)
      const mine = await askAndProve(host, medium)
      const pending = await askForToken(host, medium, { client_secret: 'an-attackers-pending' })
      const proved = await askAndProve(host, medium, { client_secret: 'an-attackers-proved' })
      const fields = medium === 'email' ? { email: 'bob@example.org' } : { phone_number: '07400 123457' }
      const bobs = await askAndProve(host, medium, fields)
      expect(await host.passwordReset.redeem(credentialsOf(mine), () => undefined)).toBeUndefined()
      for (const other of [pending, proved]) {
        expectError(await submitToken(host, other), 400, 'M_SESSION_EXPIRED')
        expect(await host.passwordReset.validated(credentialsOf(other))).toBeNull()
      }
      expect(await host.passwordReset.validated(credentialsOf(bobs))).not.toBeNull()
      // Whoever asks after it starts anew.
      const anew = await askAndProve(host, medium)
      expect(anew.sid).not.toBe(mine.sid)
      expect(await host.passwordReset.redeem(credentialsOf(anew), () => 'again')).toBe('again')
    })

    test('revoke ends every session of the address, and none of another', async () => {
      const host = await startHost(kind)
      const sessions = [await askAndProve(host, medium), await askForToken(host, medium, { client_secret: 'other' })]
      const fields = medium === 'email' ? { email: 'bob@example.org' } : { phone_number: '07400 123457' }
      const bobs = await askAndProve(host, medium, fields)
      const spelled = { email: 'ALICE@Example.org', msisdn: '447400123456' }
      await host.passwordReset.revoke({ medium, address: spelled[medium] })
      for (const session of sessions) {
        expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
        expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
      }
      expect(await host.passwordReset.validated(credentialsOf(bobs))).not.toBeNull()
    })

    test('the account is asked for once more: with another userId, or nobody, the session stays spent', async () => {
      const answers: (Account | null)[] = []
      const findByThreepid = async (threepid: Threepid) => {
        const next = answers.shift()
        return next === undefined ? findAccount(threepid) : next
      }
      const host = await startHost(kind, { accounts: { findByThreepid } })
      const use = jest.fn(() => 'used')
      for (const changed of [{ userId: '@bob:localhost', address: addresses[medium] }, null]) {
        const credentials = credentialsOf(await askAndProve(host, medium))
        answers.push(changed)
        expect(await host.passwordReset.redeem(credentials, use)).toBeNull()
        expect(await host.passwordReset.validated(credentials)).toBeNull()
        expect(await host.passwordReset.redeem(credentials, use)).toBeNull()
      }
      expect(use).not.toHaveBeenCalled()
    })
  })

  test('malformed credentials, and those of nobody, answer null', async () => {
    const host = await startHost(kind)
    const { sid, client_secret } = await askAndProve(host, 'email')
    const strangers = [
      { sid, client_secret: 'another' },
      { sid: `${sid}x`, client_secret },
      { sid: client_secret, client_secret: sid },
    ]
    const use = jest.fn()
    for (const credentials of [...malformed, ...strangers]) {
      expect(await host.passwordReset.validated(credentials as never)).toBeNull()
      expect(await host.passwordReset.redeem(credentials as never, use)).toBeNull()
    }
    expect(use).not.toHaveBeenCalled()
    expect(await host.passwordReset.validated({ sid, client_secret })).not.toBeNull()
  })

  test('close ends what the router started, and leaves a store of the host’s open', async () => {
    const close = jest.fn()
    const store = memoryStore()
    const closeStore = store.close.bind(store)
    store.close = close
    const host = await startHost(kind, { store, secret: 's'.repeat(32) })
    const session = await askForToken(host, 'email')
    await host.passwordReset.close()
    await host.passwordReset.close()
    expect(close).not.toHaveBeenCalled()
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    closeStore()
  })
})

describe('validated lasts', () => {
  const tokens = { validatedLifetimeMs: 1_000 }

  test('validatedLifetimeMs from that moment, and nothing extends it', async () => {
    const host = await startHost(plainHost, { tokens })
    const session = await askAndProve(host, 'email')
    const credentials = credentialsOf(session)
    const { validatedAt = 0 } = (await host.passwordReset.validated(credentials)) ?? {}
    while ((await host.passwordReset.validated(credentials)) !== null) {
      await submitToken(host, session)
      const failing = host.passwordReset.redeem(credentials, () => Promise.reject(new Error('no')))
      await failing.catch(() => undefined)
      expect(Date.now() - validatedAt).toBeLessThan(10_000)
    }
    expect(Date.now() - validatedAt).toBeGreaterThanOrEqual(990)
    expect(await host.passwordReset.redeem(credentials, () => 'late')).toBeNull()
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
  })
})
