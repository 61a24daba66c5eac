import { setTimeout as delay } from 'node:timers/promises'
import { memoryStore, type SessionStore } from '../../lib'
import { expectError } from '../http/answers'
import type { HttpAnswer } from '../host/exchange'
import type { TestHost } from '../host/host'
import type { FakeIdentityServer, FakeRoute } from '../identity-server/fake-identity-server'
import { connectionFaults, type ConnectionFault } from '../identity-server/faults'
import { askForToken, media, postPassword, postRequestToken, secret, startPair, submitToken } from './proxy-host'

/** An exchange has 10 seconds in all; the rest is what a busy machine needs. */
const boundMs = 25_000

type Ask = (host: TestHost, fake: FakeIdentityServer, fault: ConnectionFault) => Promise<HttpAnswer>

const asks: readonly (readonly [FakeRoute, Ask])[] = [
  [
    'requestToken',
    async (host, fake, fault) => {
      fake.fault('requestToken', fault)
      return postRequestToken(host, fake, 'email')
    },
  ],
  [
    'submitToken',
    async (host, fake, fault) => {
      const session = await askForToken(host, fake, 'msisdn')
      fake.fault('submitToken', fault)
      return submitToken(host, session)
    },
  ],
  [
    'getValidated3pid',
    async (host, fake, fault) => {
      const session = await askForToken(host, fake, 'email')
      fake.fault('getValidated3pid', fault)
      return postPassword(host, session)
    },
  ],
]

const faults = Object.keys(connectionFaults) as ConnectionFault[]
const cases = asks.flatMap(([route, ask]) => faults.map((fault) => ({ route, ask, fault })))

// All at the same time: some of them take their 10 seconds.
test('whatever fails, the client is told 502 M_UNKNOWN within its time, in words, and nothing of the answer', async () => {
  const outcomes = cases.map(async ({ route, ask, fault }) => {
    const { host, fake } = await startPair()
    const started = performance.now()
    const { status, body, text } = await ask(host, fake, fault)
    const isInTime = performance.now() - started < boundMs
    const told = [text, ...host.logLines, JSON.stringify(host.events)].join('\n')
    const tells = /alice|secret of the upstream|"sid"/.test(told)
    const failures = host.events.filter(({ type }) => type === 'identity_server_failed')
    const hasWords = /identity server .*[Tt]ry again/.test(String(body['error']))
    return { route, fault, status, errcode: body['errcode'], hasWords, isInTime, tells, failures: failures.length }
  })
  const expected = { status: 502, errcode: 'M_UNKNOWN', hasWords: true, isInTime: true, tells: false, failures: 1 }
  expect(await Promise.all(outcomes)).toEqual(cases.map(({ route, fault }) => ({ route, fault, ...expected })))
}, 60_000)

test.each(media)(
  '%s: after 4/5 of the lease nothing is passed on, and the same send_attempt is passed on later',
  async (medium) => {
    const store = memoryStore()
    const begin: SessionStore['begin'] = store.begin.bind(store)
    jest.spyOn(store, 'begin').mockImplementationOnce(async (...request) => {
      await delay(900)
      return begin(...request)
    })
    const { host, fake } = await startPair({ store, secret, tokens: { sendLeaseMs: 1_000 } })
    expectError(await postRequestToken(host, fake, medium), 502, 'M_UNKNOWN')
    expect(fake.requests).toEqual([])
    await askForToken(host, fake, medium)
    expect(fake.messages).toHaveLength(1)
    store.close()
  },
)
