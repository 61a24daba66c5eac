import type { Request } from 'express'
import type { Decide, PasswordResetEvent } from '../../lib'
import { expectError } from '../http/answers'
import { tokenRequest } from '../http/flow'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import type { FakeIdentityServer } from '../identity-server/fake-identity-server'
import { media, startFake } from './proxy-host'

type Named = 'none' | 'empty' | 'trusted' | 'not trusted' | 'no server name'
type Then = 'local' | 'proxied' | 'delegated' | 'M_SERVER_NOT_TRUSTED' | 'M_THREEPID_MEDIUM_NOT_SUPPORTED'
type Prefer = 'local' | 'proxy' | undefined

interface Row {
  readonly named: Named
  readonly sender: 'yes' | 'no'
  readonly prefer: Prefer | 'without identityServers'
  readonly delegates?: boolean
  readonly then: Then
}

const any: readonly Prefer[] = [undefined, 'local', 'proxy']
const localAtLast: readonly Prefer[] = [undefined, 'local']

/** The table "Local or proxied", row by row. */
const rows: readonly Row[] = [
  ...any.map((prefer): Row => ({ named: 'none', sender: 'yes', prefer, delegates: true, then: 'local' })),
  ...any.map((prefer): Row => ({ named: 'empty', sender: 'yes', prefer, then: 'local' })),
  ...any.map((prefer): Row => ({ named: 'none', sender: 'no', prefer, delegates: true, then: 'delegated' })),
  ...any.map((prefer): Row => ({ named: 'empty', sender: 'no', prefer, delegates: true, then: 'delegated' })),
  ...any.map((prefer): Row => ({ named: 'none', sender: 'no', prefer, then: 'M_THREEPID_MEDIUM_NOT_SUPPORTED' })),
  ...localAtLast.map((prefer): Row => ({ named: 'trusted', sender: 'yes', prefer, then: 'local' })),
  { named: 'trusted', sender: 'yes', prefer: 'proxy', then: 'proxied' },
  ...any.map((prefer): Row => ({ named: 'trusted', sender: 'no', prefer, delegates: true, then: 'proxied' })),
  ...localAtLast.map((prefer): Row => ({ named: 'not trusted', sender: 'yes', prefer, then: 'local' })),
  { named: 'not trusted', sender: 'yes', prefer: 'proxy', then: 'M_SERVER_NOT_TRUSTED' },
  ...any.map((prefer): Row => ({ named: 'not trusted', sender: 'no', prefer, then: 'M_SERVER_NOT_TRUSTED' })),
  { named: 'not trusted', sender: 'no', prefer: 'local', delegates: true, then: 'M_SERVER_NOT_TRUSTED' },
  { named: 'no server name', sender: 'no', prefer: 'local', then: 'M_SERVER_NOT_TRUSTED' },
  ...(['none', 'trusted', 'not trusted'] as const).flatMap((named): Row[] => [
    { named, sender: 'yes', prefer: 'without identityServers', then: 'local' },
    { named, sender: 'no', prefer: 'without identityServers', then: 'M_THREEPID_MEDIUM_NOT_SUPPORTED' },
  ]),
]
const cases = media.flatMap((medium) => rows.map((row) => ({ medium, delegates: false, ...row })))

interface Parties {
  readonly host: TestHost
  /** Trusted, trusted and delegated to, not trusted. */
  readonly fakes: readonly [FakeIdentityServer, FakeIdentityServer, FakeIdentityServer]
}

async function start(row: Pick<Row, 'sender' | 'prefer' | 'delegates'>, decide?: Decide): Promise<Parties> {
  const fakes = [await startFake(), await startFake(), await startFake()] as const
  const [trusted, delegate] = fakes
  const senders: HostOptions = row.sender === 'yes' ? {} : { email: undefined, sms: undefined }
  if (row.prefer === 'without identityServers') return { fakes, host: await startHost(plainHost, senders) }
  const identityServers = {
    trusted: [trusted.url, delegate.url],
    ...(row.prefer && { prefer: row.prefer }),
    ...(row.delegates && { delegate: { email: delegate.url, msisdn: delegate.url } }),
    ...(decide && { decide }),
  }
  return { fakes, host: await startHost(plainHost, { ...senders, identityServers }) }
}

const idServerOf = (named: Named, [trusted, , other]: Parties['fakes']): object =>
  ({
    none: {},
    empty: { id_server: '' },
    trusted: { id_server: trusted.name },
    'not trusted': { id_server: other.name },
    'no server name': { id_server: `${trusted.name}@evil` },
  })[named]

/** Who sent: this homeserver, then each of the identity servers; and that nobody else was asked anything. */
function sendersOf({ host, fakes }: Parties): readonly number[] {
  for (const fake of fakes) expect(fake.requests).toHaveLength(fake.messages.length)
  return [host.outbox.messages.length, ...fakes.map(({ messages }) => messages.length)]
}

describe.each(cases)(
  '$medium, id_server $named, sender: $sender, prefer $prefer, delegates: $delegates',
  ({ medium, named, then, ...row }) => {
    test(`then ${then}`, async () => {
      const parties = await start(row)
      const { host, fakes } = parties
      const fields = tokenRequest(medium, idServerOf(named, fakes))
      const answer = await host.agent.post(host.requestTokenPath(medium)).send(fields)
      const expected = { local: [1, 0, 0, 0], proxied: [0, 1, 0, 0], delegated: [0, 0, 1, 0] }
      if (then.startsWith('M_')) {
        expectError(answer, 400, then)
        expect(sendersOf(parties)).toEqual([0, 0, 0, 0])
      } else {
        expect(answer.status).toBe(200)
        expect(sendersOf(parties)).toEqual(expected[then as keyof typeof expected])
        expect(host.events).toMatchObject([{ type: 'token_sent', medium, via: then === 'local' ? 'local' : 'proxy' }])
      }
    })
  },
)

describe.each(media)('%s: decide', (medium) => {
  const ask = ({ host, fakes }: Parties, named: Named) =>
    host.agent.post(host.requestTokenPath(medium)).send(tokenRequest(medium, idServerOf(named, fakes)))

  test.each([
    ['local', 'proxy', [1, 0, 0, 0]],
    ['proxy', 'local', [0, 1, 0, 0]],
  ] as const)('%s stands in place of prefer %s', async (answer, prefer, expected) => {
    for (const decide of [() => answer, async () => answer]) {
      const parties = await start({ sender: 'yes', prefer }, decide)
      expect((await ask(parties, 'trusted')).status).toBe(200)
      expect(sendersOf(parties)).toEqual(expected)
    }
  })

  test('is told medium, flow, name and request', async () => {
    const told: Parameters<Decide>[0][] = []
    const parties = await start({ sender: 'yes', prefer: 'local' }, (context) => (told.push(context), 'proxy'))
    const [trusted] = parties.fakes
    expect((await ask(parties, 'trusted').set('X-Tenant', 'one')).status).toBe(200)
    expect(told).toEqual([{ medium, flow: 'password', idServer: trusted.name, request: expect.anything() as Request }])
    expect(told[0]?.request.get('X-Tenant')).toBe('one')
  })

  test('makes no untrusted server trusted', async () => {
    const parties = await start({ sender: 'yes', prefer: 'local' }, () => 'proxy')
    expectError(await ask(parties, 'not trusted'), 400, 'M_SERVER_NOT_TRUSTED')
    expect(sendersOf(parties)).toEqual([0, 0, 0, 0])
  })

  test.each([
    ['none', 'yes'],
    ['empty', 'yes'],
    ['trusted', 'no'],
  ] as const)('is not asked where the id_server is %s and the sender: %s', async (named, sender) => {
    const decide = jest.fn(() => 'proxy' as const)
    const parties = await start({ sender, prefer: 'local' }, decide)
    expect((await ask(parties, named)).status).toBe(200)
    expect(decide).not.toHaveBeenCalled()
  })

  const failing: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('alice@example.org is away')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('alice@example.org is away'))],
    ['answers nonsense', () => 'both'],
    ['answers nothing', () => undefined],
  ]
  test.each(failing)('that %s is 500 M_UNKNOWN, and the event says so', async (_how, decide) => {
    const parties = await start({ sender: 'yes', prefer: 'local' }, decide as Decide)
    const answer = await ask(parties, 'trusted')
    expectError(answer, 500, 'M_UNKNOWN')
    expect(answer.text).not.toContain('alice')
    expect(sendersOf(parties)).toEqual([0, 0, 0, 0])
    const { events, logLines } = parties.host
    expect(events).toContainEqual({
      type: 'decide_failed',
      reason: expect.any(String) as string,
    } satisfies PasswordResetEvent)
    expect(JSON.stringify(events)).not.toContain('alice')
    expect(logLines).not.toEqual([])
  })
})
