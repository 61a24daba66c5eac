import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import ts from 'typescript'
import { outbox, type PasswordResetEvent } from '../../lib'
import { startAbuseHost, stopAbuseHosts } from './abuse-host'
import { requestToken, submitToken } from './client'

afterEach(stopAbuseHosts)

/** The recipe as it stands in the document. */
function recipe(): { count: (event: PasswordResetEvent) => void; metrics: () => string } {
  const document = readFileSync(join(__dirname, '../../docs/recipes.md'), 'utf8')
  const [, code] = /^## Metrics\n.*?^```ts\n(.*?)^```$/ms.exec(document) ?? []
  if (code === undefined) throw new Error('docs/recipes.md has no code under "Metrics"')
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } })
  const exports = {}
  runInContext(outputText, createContext({ exports }))
  return exports as ReturnType<typeof recipe>
}

test('the recipe for Prometheus counts what happens', async () => {
  const { count, metrics } = recipe()
  const { email, sms, messages } = outbox()
  const options = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] }, onEvent: count } as const
  const host = await startAbuseHost({
    options: { ...options, limits: { sendsPerAddress: { max: 2, windowMs: 60_000 } } },
  })
  for (const send_attempt of [1, 2, 3]) await requestToken(host, 'msisdn', { number: 1, send_attempt })
  await requestToken(host, 'email', { number: 1 })
  await requestToken(host, 'email', { number: 1_001 })
  await submitToken(host, 'email', { sid: 'a', client_secret: 'b', token: 'c' })
  expect(messages).toHaveLength(3)

  const [type, ...rows] = metrics().split('\n')
  expect(type).toBe('# TYPE matrix_password_reset_events_total counter')
  expect(rows.sort()).toEqual([
    '',
    'matrix_password_reset_events_total{type="limited",limit="sendsPerAddress"} 1',
    'matrix_password_reset_events_total{type="refused",errcode="M_SESSION_EXPIRED"} 1',
    'matrix_password_reset_events_total{type="refused",errcode="M_THREEPID_NOT_FOUND"} 1',
    'matrix_password_reset_events_total{type="token_sent",medium="email"} 1',
    'matrix_password_reset_events_total{type="token_sent",medium="msisdn"} 2',
  ])
})
