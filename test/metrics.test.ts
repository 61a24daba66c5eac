import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { outbox, type PasswordResetEvent } from '../lib'
import { createMetrics, type MetricsRegistry } from '../lib/metrics'
import { startAbuseHost } from './abuse/abuse-host'
import { requestToken, submitToken } from './abuse/client'

/** The rows that are not comments and not of the histogram, sorted. */
async function rowsOf(registry: MetricsRegistry): Promise<string[]> {
  const rows = (await registry.metrics()).split('\n')
  return rows.filter((row) => row !== '' && !row.startsWith('#') && !row.includes('_seconds')).sort()
}

const subject = { medium: 'email', addressHash: 'a-hash-of-somebody' } as const

test('what happens at a homeserver is counted, and by nothing of a person', async () => {
  const { onEvent, registry } = createMetrics()
  const { email, sms } = outbox()
  const options = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] }, onEvent } as const
  const host = await startAbuseHost({
    options: { ...options, limits: { sendsPerAddress: { max: 2, windowMs: 60_000 } } },
  })
  for (const send_attempt of [1, 2, 3]) await requestToken(host, 'msisdn', { number: 1, send_attempt })
  await requestToken(host, 'email', { number: 1 })
  await requestToken(host, 'email', { number: 1_001 })
  await submitToken(host, 'email', { sid: 'a', client_secret: 'b', token: 'c' })
  expect(await rowsOf(registry)).toEqual([
    'matrix_password_reset_limited_total{limit="sendsPerAddress"} 1',
    'matrix_password_reset_refused_total{status="400",errcode="M_SESSION_EXPIRED"} 1',
    'matrix_password_reset_refused_total{status="400",errcode="M_THREEPID_NOT_FOUND"} 1',
    'matrix_password_reset_tokens_sent_total{medium="email",deliver="link",via="local"} 1',
    'matrix_password_reset_tokens_sent_total{medium="msisdn",deliver="code",via="local"} 2',
  ])
})

const events: readonly PasswordResetEvent[] = [
  { type: 'token_sent', deliver: 'link', via: 'local', durationMs: 300, ...subject },
  { type: 'validated', via: 'proxy', ...subject },
  { type: 'redeemed', ...subject },
  { type: 'revoked', reason: 'not_me', ...subject },
  { type: 'delivery_failed', reason: 'timeout', willRetry: false, ...subject },
  { type: 'refused', route: '/a', status: 400, errcode: 'M_INVALID_PARAM' },
  { type: 'limited', limit: 'smsInAll', retryAfterMs: 1 },
  { type: 'identity_server_failed', idServer: 'id.example.org', reason: 'a reason' },
  { type: 'decide_failed', reason: 'a reason' },
  { type: 'store_failed', reason: 'a reason' },
]

test('every event is counted once, with nothing in it that names somebody or that clients choose', async () => {
  const { onEvent, registry } = createMetrics()
  for (const event of events) onEvent(event)
  const rows = await rowsOf(registry)
  expect(rows).toHaveLength(events.length)
  for (const row of rows) expect(row).toMatch(/ 1$/)
  const text = await registry.metrics()
  expect(text).not.toMatch(/a-hash-of-somebody|id\.example\.org|a reason|"\/a"/)
  expect(text).toContain('matrix_password_reset_send_duration_seconds_bucket{le="0.25",medium="email",via="local"} 0')
  expect(text).toContain('matrix_password_reset_send_duration_seconds_bucket{le="0.5",medium="email",via="local"} 1')
})

test("a server's own error codes and limits: few values, however many come", async () => {
  const { onEvent, registry } = createMetrics()
  for (let i = 0; i < 200; i += 1) onEvent({ type: 'refused', route: '/a', status: 400, errcode: `ORG_EXAMPLE_${i}` })
  onEvent({ type: 'refused', route: '/a', status: 400, errcode: 'alice@example.org' })
  const rows = await rowsOf(registry)
  expect(rows).toHaveLength(51)
  expect(rows).toContain('matrix_password_reset_refused_total{status="400",errcode="other"} 151')
})

test("into a registry of the caller's, under another prefix", async () => {
  const mine = new Registry()
  const { onEvent, registry } = createMetrics({ registry: mine, prefix: 'mine_' })
  onEvent({ type: 'redeemed', ...subject })
  expect(registry).toBe(mine)
  expect(await rowsOf(mine)).toEqual(['mine_redeemed_total{medium="email"} 1'])
})

test.each<[string, unknown, RegExp]>([
  ['no object', null, /its argument must be an object; what came is null/],
  ['another option', { prefx: 'a' }, /no option `prefx`; did you mean `prefix`\?/],
  ['a prefix with a dash', { prefix: 'a-b' }, /`prefix` must be letters/],
  ['no registry', { registry: {} }, /`registry` must be a Registry of prom-client/],
])('%s is refused', (_what, options, words) => {
  expect(() => createMetrics(options as never)).toThrow(words)
  expect(() => createMetrics(options as never)).toThrow(TypeError)
})

test('the board asks for metrics that there are, by labels that they have', async () => {
  const { onEvent, registry } = createMetrics()
  for (const event of events) onEvent(event)
  const text = await registry.metrics()
  const board = JSON.parse(readFileSync(join(__dirname, '../docs/grafana.json'), 'utf8')) as {
    readonly panels: readonly {
      readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[]
    }[]
  }
  const targets = board.panels.flatMap((panel) => panel.targets)
  const shownMetrics = new Set<string>()
  for (const { expr, legendFormat } of targets) {
    const [metric = 'none'] = /matrix_password_reset_\w+/.exec(expr) ?? []
    shownMetrics.add(metric)
    const row = text.split('\n').find((each) => each.startsWith(`${metric}{`))
    expect(row).toBeDefined()
    const by = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(', ') ?? []
    const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label)
    expect(by).toEqual(expect.arrayContaining(shown))
    for (const label of by) expect(row).toContain(`${label}="`)
  }
  const names = new Set([...text.matchAll(/^(matrix_password_reset_\w+)\{/gm)].map(([, name = '']) => name))
  expect([...names].filter((name) => !shownMetrics.has(name) && !/_(sum|count)$/.test(name))).toEqual([])
})
