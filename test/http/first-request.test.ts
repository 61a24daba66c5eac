import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainHost, startHost } from '../host/host'

const requestToken = '/_matrix/client/v3/account/password/email/requestToken'

interface Line {
  readonly option: string
  readonly message: string
}

interface SetUp {
  readonly trustProxy?: unknown
  readonly mountPath?: string
  readonly publicBaseUrl?: string
  /** Listens on a Unix socket. */
  readonly isLocal?: boolean
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-request-'))
})
afterAll(() => rm(folder, { recursive: true }))

let sockets = 0
const newSocket = () => join(folder, `${(sockets += 1)}.sock`)

/** A host that writes down what it was warned of, and who asked according to its mails. */
async function start({
  trustProxy,
  mountPath = '',
  publicBaseUrl = 'https://matrix.example.org',
  isLocal = false,
}: SetUp) {
  const lines: Line[] = []
  const { raw, outbox } = await startHost(
    { ...plainHost, prefix: mountPath, trustProxy, ...(isLocal && { socketPath: newSocket() }) },
    {
      publicBaseUrl,
      accounts: { findByThreepid: ({ address }) => ({ userId: '@alice:example.org', address }) },
      limits: { requestTokenPerNetwork: { max: 1, windowMs: 60_000 } },
      logger: {
        // That the one request was the limit of its network is another warning.
        warn: (fields, message) => void ('limit' in fields || lines.push({ option: '', ...fields, message })),
        error: () => undefined,
      },
    },
  )
  lines.length = 0
  const ask = async (
    headers: Record<string, string> = {},
    path = mountPath + requestToken,
    sender: { readonly from?: string } = {},
  ) => {
    const client_secret = `secret-${Math.random()}`
    const body = JSON.stringify({ email: 'alice@example.org', client_secret, send_attempt: 1 })
    return (await raw({ path, headers, body, ...sender })).status
  }
  return { lines, ask, messages: outbox.messages }
}

const forwardedFor = (address: string) => ({ 'X-Forwarded-For': address })

describe('a host that is set up well is warned of nothing', () => {
  test.each<[string, SetUp, Record<string, string>]>([
    ['no proxy', {}, {}],
    ['a proxy on this machine', { trustProxy: 'loopback' }, forwardedFor('203.0.113.7')],
    ['one proxy, by number', { trustProxy: 1 }, forwardedFor('203.0.113.7')],
    [
      'a proxy that sets both headers',
      { trustProxy: 'loopback' },
      { ...forwardedFor('203.0.113.7'), Forwarded: 'for=203.0.113.7' },
    ],
    ['mounted under the path of publicBaseUrl', { mountPath: '/chat', publicBaseUrl: 'https://example.org/chat' }, {}],
    ['a proxy that takes a prefix off', { publicBaseUrl: 'https://example.org/chat' }, {}],
    ['a proxy that takes a part of it off', { mountPath: '/b', publicBaseUrl: 'https://example.org/a/b' }, {}],
  ])('%s', async (_name, setUp, headers) => {
    const { lines, ask } = await start(setUp)
    expect(await ask(headers)).toBe(200)
    expect(lines).toEqual([])
  })
})

describe('a proxy that is not trusted', () => {
  test.each<[string, unknown, Record<string, string>]>([
    ['X-Forwarded-For, nobody trusted', undefined, forwardedFor('203.0.113.7')],
    ['Forwarded, nobody trusted', undefined, { Forwarded: 'for=203.0.113.7' }],
    ['another is trusted', '10.0.0.1', forwardedFor('203.0.113.7')],
    ['no hop is trusted', 0, forwardedFor('203.0.113.7')],
  ])('%s: a warning, once, that names the fix and nobody', async (_name, trustProxy, headers) => {
    const { lines, ask } = await start({ trustProxy })
    for (let time = 0; time < 3; time += 1) await ask(headers)
    expect(lines).toEqual([
      { option: 'trust proxy', message: expect.stringMatching(/X-Forwarded-For.*Fix: app\.set\('trust proxy'/) },
    ])
    expect(JSON.stringify(lines)).not.toContain('203.0.113.7')
  })

  test('the first request that shows it may be a later one', async () => {
    const { lines, ask } = await start({})
    await ask()
    expect(lines).toEqual([])
    await ask(forwardedFor('203.0.113.7'))
    expect(lines).toHaveLength(1)
  })

  test('one peer is trusted, and another comes later', async () => {
    const { lines, ask } = await start({ trustProxy: '127.0.0.1' })
    for (let time = 0; time < 2; time += 1) await ask(forwardedFor('203.0.113.7'))
    expect(lines).toEqual([])
    await ask(forwardedFor('203.0.113.7'), requestToken, { from: '127.0.0.2' })
    expect(lines).toHaveLength(1)
  })

  test('Forwarded alone, which Express does not read', async () => {
    const { lines, ask } = await start({ trustProxy: 'loopback' })
    await ask({ Forwarded: 'for=203.0.113.7' })
    expect(lines).toMatchObject([{ message: expect.stringContaining('Express does not read') }])
  })

  test('once for each router', async () => {
    const { lines, ask } = await start({})
    for (let time = 0; time < 2; time += 1) {
      await ask(forwardedFor('203.0.113.7'))
      await ask(forwardedFor('203.0.113.7'), '/_matrix/client/v3/account/password')
    }
    expect(lines).toHaveLength(2)
  })
})

test('`trust proxy` is true: clients choose their own network', async () => {
  const { lines, ask } = await start({ trustProxy: true })
  expect(await ask(forwardedFor('203.0.113.7'))).toBe(200)
  expect(await ask(forwardedFor('203.0.113.8'))).toBe(200)
  expect(lines).toMatchObject([{ option: 'trust proxy', message: expect.stringMatching(/is true.*Fix:/) }])
})

describe('behind a Unix socket', () => {
  test.each([undefined, 'loopback', ['127.0.0.1', '::1']])(
    'nobody has an address with %s: a warning',
    async (trustProxy) => {
      const { lines, ask } = await start({ trustProxy, isLocal: true })
      expect(await ask(forwardedFor('203.0.113.7'))).toBe(200)
      expect(await ask(forwardedFor('203.0.113.8'))).toBe(429)
      expect(lines).toMatchObject([
        {
          option: 'trust proxy',
          message: expect.stringContaining("app.set('trust proxy', (address) => address === undefined)"),
        },
      ])
    },
  )

  test.each<[string, unknown]>([
    ['the function that the warning names', (address: string | undefined) => address === undefined],
    ['a function of the hop', (_address: string, hop: number) => hop === 0],
    ['one hop', 1],
  ])('%s works: each client has a network of its own, and cannot choose it', async (_name, trustProxy) => {
    const { lines, ask, messages } = await start({ trustProxy, isLocal: true })
    expect(await ask(forwardedFor('203.0.113.7'))).toBe(200)
    expect(await ask(forwardedFor('198.51.100.1, 203.0.113.7'))).toBe(429)
    expect(await ask(forwardedFor('203.0.113.8'))).toBe(200)
    expect(messages.map(({ text }) => /203\.0\.113\.\d/.exec(text)?.[0])).toEqual(['203.0.113.7', '203.0.113.8'])
    expect(lines).toEqual([])
  })

  test('a function that trusts the socket trusts nobody who comes by TCP', async () => {
    const { lines, ask } = await start({ trustProxy: (address: string | undefined) => address === undefined })
    await ask(forwardedFor('203.0.113.7'))
    expect(await ask(forwardedFor('203.0.113.8'))).toBe(429)
    expect(lines).toHaveLength(1)
  })
})

describe('a router that is mounted elsewhere than publicBaseUrl says', () => {
  test.each([
    ['/chat', 'https://matrix.example.org'],
    ['/chat', 'https://matrix.example.org/other'],
    ['/chat', 'https://matrix.example.org/chat/more'],
    ['/hat', 'https://matrix.example.org/chat'],
  ])('%s, %s: a warning that names both', async (mountPath, publicBaseUrl) => {
    const { lines, ask } = await start({ mountPath, publicBaseUrl })
    await ask()
    await ask()
    expect(lines).toMatchObject([{ option: 'publicBaseUrl' }])
    expect(lines[0]?.message).toContain(`mounted under ${mountPath}, but publicBaseUrl is ${publicBaseUrl}:`)
  })

  test('in another case it is the same path, and a parameter is not repeated', async () => {
    const same = await start({ mountPath: '/Chat', publicBaseUrl: 'https://matrix.example.org/chat' })
    await same.ask({}, `/CHAT${requestToken}`)
    expect(same.lines).toEqual([])
    const chosen = await start({ mountPath: '/:any' })
    await chosen.ask({}, `/alice%40example.org${requestToken}`)
    expect(chosen.lines).toHaveLength(1)
    expect(JSON.stringify(chosen.lines)).not.toContain('alice')
  })
})

test('a forwarded address of 20 KB is shown to nobody and kept nowhere', async () => {
  const { ask, messages } = await start({ trustProxy: 'loopback' })
  expect(await ask(forwardedFor('x'.repeat(12_000)))).toBe(200)
  expect(messages[0]?.text).not.toContain('xxx')
})
