import { memoryStore, SendError, StoreUnavailableError, type SessionStore } from '../../lib'
import { expectError, expectJson, expectPage } from './answers'
import type { HttpAnswer } from '../host/exchange'
import { askAndProve, askForToken, credentialsOf, pathOf, postRequestToken, submitToken } from './flow'
import { hostKinds, startHost, type TestHost } from '../host/host'

const secret = 'a secret of more than 32 characters'
const refusals = { email: 'M_EMAIL_SEND_ERROR', msisdn: 'M_SEND_ERROR' } as const

function expectUnavailable(answer: HttpAnswer) {
  expect(answer.headers['retry-after']).toMatch(/^[1-9][0-9]*$/)
  expectError(answer, 503, 'M_UNKNOWN')
  // One answer for whoever resets a password, registers or adds an address.
  expect(answer.text).toContain("This server can't do that right now")
}

/** A store that is away as long as `isAway` says so. */
function failingStore(): { readonly store: SessionStore; isAway: boolean } {
  const inner = memoryStore()
  const state = { isAway: false, store: inner }
  state.store = new Proxy(inner, {
    get: (target, name) => {
      const verb: unknown = Reflect.get(target, name)
      if (typeof verb !== 'function') return verb
      return (...input: unknown[]): unknown => {
        if (state.isAway && name !== 'close')
          return Promise.reject(new StoreUnavailableError('redis://:pw@10.0.0.1 is away'))
        return Reflect.apply(verb, target, input) as unknown
      }
    },
  })
  return state
}

describe.each(hostKinds)('what fails, on a host $name', (kind) => {
  describe.each(['email', 'msisdn'] as const)('%s', (medium) => {
    const option = medium === 'email' ? 'email' : 'sms'
    async function withProvider(): Promise<{ host: TestHost; provider: jest.Mock }> {
      const provider = jest.fn(async (_message: unknown): Promise<void> => undefined)
      const host = await startHost(kind, { [option]: { sender: { send: provider } } })
      return { host, provider }
    }

    test('a provider that refuses: 502, and the same send_attempt sends once more', async () => {
      const { host, provider } = await withProvider()
      const reasons = [
        new SendError('refused', '550 no such user alice@example.org +447400123456'),
        new Error('socket hang up'),
        'not even an error',
      ]
      for (const reason of reasons) {
        provider.mockRejectedValueOnce(reason)
        const answer = await postRequestToken(host, medium)
        expectError(answer, 502, refusals[medium])
        expect(answer.text).not.toMatch(/550|alice|447400|socket/)
      }
      expect(await postRequestToken(host, medium)).toMatchObject({ status: 200 })
      expect(await postRequestToken(host, medium)).toMatchObject({ status: 200 })
      expect(provider).toHaveBeenCalledTimes(reasons.length + 1)
    })

    test('a provider that throws on the spot is a provider that refuses', async () => {
      const { host, provider } = await withProvider()
      provider.mockImplementationOnce(() => {
        throw new Error('not configured')
      })
      expectError(await postRequestToken(host, medium), 502, refusals[medium])
    })

    test('the store is away: 503 everywhere, pages too, and all is well once it is back', async () => {
      const failing = failingStore()
      const host = await startHost(kind, { store: failing.store, secret })
      const session = await askForToken(host, medium)
      const { sid, client_secret, token } = session
      const proved = await askAndProve(host, medium, { client_secret: 'another' })
      failing.isAway = true
      expectUnavailable(await postRequestToken(host, medium, { send_attempt: 2 }))
      expectUnavailable(await submitToken(host, session))
      const body = {
        auth: { type: 'm.login.email.identity', threepid_creds: credentialsOf(proved) },
        new_password: 'x',
      }
      expectUnavailable(await host.agent.post(host.at('/_matrix/client/v3/account/password')).send(body))
      const pages = [
        await host.agent.get(host.submitTokenPath(medium)).query({ sid, client_secret, token }),
        await host.agent.get(host.confirmPath(medium)).query({ sid, token }),
      ]
      for (const page of pages) {
        expectPage(page, 503)
        expect(page.headers['retry-after']).toMatch(/^[1-9][0-9]*$/)
        expect(page.text).not.toContain('10.0.0.1')
      }
      for (const call of [
        host.passwordReset.validated(credentialsOf(proved)),
        host.passwordReset.redeem(credentialsOf(proved), () => 'used'),
        host.passwordReset.revoke({ medium: 'email', address: 'alice@example.org' }),
      ])
        await expect(call).rejects.toMatchObject({ status: 503, errcode: 'M_UNKNOWN' })
      failing.isAway = false
      expect(await submitToken(host, session)).toMatchObject({ status: 200 })
      expect(await host.passwordReset.redeem(credentialsOf(proved), () => 'used')).toBe('used')
      expect(host.outbox.messages).toHaveLength(2)
    })
  })

  test('a store that is away while it counts: 503, nothing is let through', async () => {
    const failing = failingStore()
    const host = await startHost(kind, { store: failing.store, secret, limits: undefined })
    const { link } = await askForToken(host, 'email')
    failing.isAway = true
    expectUnavailable(await postRequestToken(host, 'email', { send_attempt: 2 }))
    expectPage(await host.agent.get(pathOf(link)), 503)
    expect(host.outbox.messages).toHaveLength(1)
  })

  test('accounts that cannot be asked: 500, and no more is told', async () => {
    const findByThreepid = () => Promise.reject(new Error('relation "users" of alice@example.org does not exist'))
    const host = await startHost(kind, { accounts: { findByThreepid } })
    const answer = await postRequestToken(host, 'email')
    expectError(answer, 500, 'M_UNKNOWN')
    expectJson(answer)
    expect(answer.text).not.toContain('relation')
    expect(host.outbox.messages).toEqual([])
  })

  test('a listener that throws disturbs nothing', async () => {
    const onEvent = () => {
      throw new Error('no')
    }
    const host = await startHost(kind, { onEvent })
    await askAndProve(host, 'email')
  })
})
