import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Request } from 'express'
import { expectError } from '../http/answers'
import { askAndProve as askAndProveLocally } from '../http/flow'
import { plainHost, startHost } from '../host/host'
import { waitFor } from '../redis/wait-for'
import {
  askForToken,
  credentialsOf,
  postPassword,
  postRequestToken,
  startFake,
  startPair,
  type ProxiedSession,
} from './proxy-host'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const openSockets = () => process.getActiveResourcesInfo().filter((kind) => /^TCPSocketWrap/.test(kind)).length

test('200 requests that hang keep no local one waiting, and leave neither sockets nor memory behind', async () => {
  const fake = await startFake()
  const kept: WeakRef<Request>[] = []
  const host = await startHost(plainHost, {
    identityServers: {
      trusted: [fake.url],
      decide: ({ request }) => {
        kept.push(new WeakRef(request))
        return 'proxy'
      },
    },
  })
  const socketsBefore = openSockets()
  fake.fault('requestToken', 'never answers')
  let answered = 0
  const hanging = Array.from({ length: 200 }, async (_, i) => {
    const answer = await postRequestToken(host, fake, 'email', { client_secret: `hanging-${String(i)}` })
    answered += 1
    expectError(answer, 502, 'M_UNKNOWN')
  })
  await fake.seen(200)
  expect(fake.connections()).toBe(200)

  // Bob resets by SMS meanwhile, from the first step to the last, again and again.
  for (let time = 1; time <= 20; time += 1) {
    const fields = { phone_number: '07400 123457', client_secret: `local-${String(time)}` }
    const session = { ...(await askAndProveLocally(host, 'msisdn', fields)), submitUrl: undefined }
    expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ userId: '@bob:localhost' })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  }
  expect(host.changes).toHaveLength(20)
  expect(answered).toBe(0)

  await Promise.all(hanging)
  const reasons = host.events.flatMap((event) => (event.type === 'identity_server_failed' ? [event.reason] : []))
  expect(reasons).toEqual(Array.from({ length: 200 }, () => 'timeout'))
  await fake.idle()
  await waitFor('the sockets to close', () => openSockets() <= socketsBefore)
  expect(kept).toHaveLength(200)
  await waitFor('the requests to be forgotten', () => {
    collectGarbage()
    return kept.every((reference) => reference.deref() === undefined)
  })

  fake.fault('requestToken', null)
  await waitFor('service again', async () => (await postRequestToken(host, fake, 'email')).status === 200)
  await askForToken(host, fake, 'email', { client_secret: 'hanging-0' })
}, 60_000)

test('requests beyond what one server is asked at once fail at once; close() ends those that look', async () => {
  const { host, fake } = await startPair()
  const ask = (i: number) => askForToken(host, fake, 'email', { client_secret: `looking-${String(i)}` })
  const sessions: ProxiedSession[] = []
  for (let i = 0; i < 257; i += 1) sessions.push(await ask(i))
  fake.fault('getValidated3pid', 'never answers')
  const last = sessions.pop()!
  const hanging = sessions.map((session) =>
    host.passwordReset.validated(credentialsOf(session)).catch((error: unknown) => error),
  )
  await fake.seen(257 + 256)
  expectError(await postPassword(host, last), 502, 'M_UNKNOWN')
  expect(fake.requests).toHaveLength(257 + 256)
  expect(host.events).toContainEqual(expect.objectContaining({ type: 'identity_server_failed', reason: 'busy' }))
  await host.passwordReset.close()
  for (const error of await Promise.all(hanging))
    expect(error).toMatchObject({ status: 502, errcode: 'M_UNKNOWN', cause: { reason: 'closed' } })
  await fake.idle()
})
