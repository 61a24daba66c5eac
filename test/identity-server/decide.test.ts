import type { Request } from 'express'
import { forHost } from '../../lib/error-answer'
import { MatrixError } from '../../lib/http/matrix-error'
import {
  decideWhoSends,
  HookError,
  type Decide,
  type IdentityServerPolicy,
  type DecisionRequest,
} from '../../lib/identity-server/decide'
import { createTrust } from '../../lib/identity-server/trusted'
import { flows } from '../../lib/threepids/flow'

const request = { headers: {} } as Request
const trust = createTrust(['id.example.org', 'http://127.0.0.1:8090'])
const media = ['email', 'msisdn'] as const
const prefers = ['local', 'proxy'] as const

/** `local`, the name of a server, or the errcode with its status. */
async function decisionFor(over: Partial<DecisionRequest>): Promise<string> {
  const base = {
    medium: 'email',
    flow: 'password',
    idServer: undefined,
    hasSender: true,
    identityServers: undefined,
    request,
  } as const
  try {
    const decision = await decideWhoSends({ ...base, ...over })
    return decision.kind === 'local' ? 'local' : decision.server.name
  } catch (error) {
    return error instanceof MatrixError ? `${String(error.status)} ${error.errcode}` : `threw ${String(error)}`
  }
}

describe.each(media)('%s', (medium) => {
  const other = medium === 'email' ? 'msisdn' : 'email'

  describe.each(prefers)('prefer: %s', (prefer) => {
    const identityServers: IdentityServerPolicy = { trust, prefer }
    const proxies = prefer === 'proxy'

    test.each([undefined, ''])('none named (%j), a sender: local', async (idServer) => {
      const delegate = { [medium]: 'id.example.org' }
      expect(await decisionFor({ medium, idServer, hasSender: true, identityServers })).toBe('local')
      expect(await decisionFor({ medium, idServer, identityServers: { ...identityServers, delegate } })).toBe('local')
    })

    test('none named, no sender: the delegate, if there is one for this medium', async () => {
      const withoutSender = { medium, hasSender: false }
      const withDelegate = (delegate: Record<string, string>) => ({ ...identityServers, delegate })
      expect(
        await decisionFor({ ...withoutSender, identityServers: withDelegate({ [medium]: 'id.example.org' }) }),
      ).toBe('id.example.org')
      expect(
        await decisionFor({ ...withoutSender, identityServers: withDelegate({ [medium]: 'http://127.0.0.1:8090' }) }),
      ).toBe('127.0.0.1:8090')
      expect(
        await decisionFor({ ...withoutSender, identityServers: withDelegate({ [other]: 'id.example.org' }) }),
      ).toBe('400 M_THREEPID_MEDIUM_NOT_SUPPORTED')
      expect(await decisionFor({ ...withoutSender, identityServers })).toBe('400 M_THREEPID_MEDIUM_NOT_SUPPORTED')
      expect(
        await decisionFor({ ...withoutSender, identityServers: withDelegate({ [medium]: 'evil.example.com' }) }),
      ).toBe('400 M_SERVER_NOT_TRUSTED')
    })

    test('trusted, a sender: as preferred', async () => {
      const named = { medium, idServer: 'ID.example.org', hasSender: true, identityServers }
      expect(await decisionFor(named)).toBe(proxies ? 'id.example.org' : 'local')
    })

    test('trusted, no sender: proxied', async () => {
      expect(await decisionFor({ medium, idServer: 'id.example.org', hasSender: false, identityServers })).toBe(
        'id.example.org',
      )
    })

    test.each(['evil.example.com', 'id.example.org/x', 'http://127.0.0.1:8090'])(
      'not trusted (%s), a sender: local, or an error where proxying is preferred',
      async (idServer) => {
        const decision = await decisionFor({ medium, idServer, hasSender: true, identityServers })
        expect(decision).toBe(proxies ? '400 M_SERVER_NOT_TRUSTED' : 'local')
      },
    )

    test('not trusted, no sender: an error, whatever the delegate', async () => {
      const delegate = { [medium]: 'id.example.org' }
      const named = { medium, idServer: 'evil.example.com', hasSender: false }
      expect(await decisionFor({ ...named, identityServers: { ...identityServers, delegate } })).toBe(
        '400 M_SERVER_NOT_TRUSTED',
      )
    })
  })

  test('without identityServers in the options', async () => {
    expect(await decisionFor({ medium, idServer: 'id.example.org', hasSender: true })).toBe('local')
    expect(await decisionFor({ medium, idServer: undefined, hasSender: true })).toBe('local')
    expect(await decisionFor({ medium, idServer: 'id.example.org', hasSender: false })).toBe(
      '400 M_THREEPID_MEDIUM_NOT_SUPPORTED',
    )
    expect(await decisionFor({ medium, idServer: undefined, hasSender: false })).toBe(
      '400 M_THREEPID_MEDIUM_NOT_SUPPORTED',
    )
  })

  describe('decide', () => {
    test.each(prefers)('its answer stands in place of prefer: %s', async (prefer) => {
      for (const answer of ['local', 'proxy'] as const) {
        const decide = jest.fn(() => Promise.resolve(answer))
        const choice = { medium, identityServers: { trust, prefer, decide }, request }
        const chosen = answer === 'local' ? 'local' : 'id.example.org'
        expect(await decisionFor({ ...choice, idServer: 'ID.example.org' })).toBe(chosen)
        expect(decide).toHaveBeenCalledWith({ medium, flow: 'password', idServer: 'id.example.org', request })
      }
    })

    test('makes no untrusted server trusted', async () => {
      const identityServers: IdentityServerPolicy = { trust, prefer: 'local', decide: () => 'proxy' }
      expect(await decisionFor({ medium, idServer: 'evil.example.com', identityServers })).toBe(
        '400 M_SERVER_NOT_TRUSTED',
      )
    })

    test('is not asked where there is no choice', async () => {
      const decide = jest.fn(() => 'local' as const)
      const identityServers: IdentityServerPolicy = {
        trust,
        prefer: 'local',
        decide,
        delegate: { [medium]: 'id.example.org' },
      }
      expect(await decisionFor({ medium, idServer: 'id.example.org', hasSender: false, identityServers })).toBe(
        'id.example.org',
      )
      expect(await decisionFor({ medium, hasSender: false, identityServers })).toBe('id.example.org')
      expect(await decisionFor({ medium, hasSender: true, identityServers })).toBe('local')
      expect(decide).not.toHaveBeenCalled()
    })
  })
})

test.each(flows)('decide is told the flow: %s', async (flow) => {
  const decide = jest.fn<'local', Parameters<Decide>>(() => 'local')
  const identityServers: IdentityServerPolicy = { trust, prefer: 'proxy', decide }
  expect(await decisionFor({ flow, idServer: 'id.example.org', identityServers })).toBe('local')
  expect(decide).toHaveBeenCalledWith({ medium: 'email', flow, idServer: 'id.example.org', request })
})

describe("a function of the host's that fails", () => {
  const thrown = new Error('the directory is down')
  const fails = () => {
    throw thrown
  }

  const failure = async (identityServers: IdentityServerPolicy): Promise<MatrixError> => {
    const named = {
      medium: 'email',
      flow: 'password',
      idServer: 'id.example.org',
      hasSender: true,
      identityServers,
      request,
    } as const
    return decideWhoSends(named).then(
      () => Promise.reject(new Error('was decided')),
      (error: unknown) => forHost(error) as MatrixError,
    )
  }

  test.each([
    ['decide throws', 'decide', { trust, prefer: 'local', decide: fails }],
    ['decide rejects', 'decide', { trust, prefer: 'local', decide: () => Promise.reject(thrown) }],
    ['trusted throws', 'trusted', { trust: createTrust(fails), prefer: 'proxy' }],
  ] as const)('%s: 500, and the cause tells which one', async (_, hook, identityServers) => {
    const error = await failure(identityServers)
    expect(error).toMatchObject({ status: 500, errcode: 'M_UNKNOWN', cause: { hook, cause: thrown } })
    expect(error.cause).toBeInstanceOf(HookError)
    expect(error.message).not.toContain('directory')
  })

  test.each([undefined, 'Local', true, 'toString'])('decide answers %j', async (answer) => {
    const error = await failure({ trust, prefer: 'local', decide: () => answer as 'local' })
    expect(error).toMatchObject({ status: 500, errcode: 'M_UNKNOWN', cause: { hook: 'decide' } })
  })

  test('trusted is not asked where the answer is local whatever it says', async () => {
    const named = { medium: 'email', flow: 'password', idServer: 'id.example.org', hasSender: true, request } as const
    expect(await decideWhoSends({ ...named, identityServers: { trust: createTrust(fails), prefer: 'local' } })).toEqual(
      {
        kind: 'local',
      },
    )
  })
})
