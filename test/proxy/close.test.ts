import { waitFor } from '../redis/wait-for'
import { tokenRequest } from '../http/flow'
import { plainHost, startHost } from '../host/host'
import { startGate } from './gate'
import { askForToken, startFake, startPair, submitToken } from './proxy-host'

test('a connection is kept for the next exchange, and close() ends it', async () => {
  const { host, fake } = await startPair()
  const session = await askForToken(host, fake, 'msisdn')
  expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  expect(fake.connections()).toBe(1)
  const openHandles = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  const before = openHandles()
  await host.passwordReset.close()
  // The identity server itself would close it after 5 seconds.
  await waitFor('the connection to close', () => fake.connections() === 0, { deadlineMs: 4_000 })
  expect(openHandles()).toBeLessThan(before)
  await host.passwordReset.close()
})

test('close() finishes a send that is under way', async () => {
  const fake = await startFake()
  const gate = await startGate(fake)
  const host = await startHost(plainHost, { email: undefined, identityServers: { trusted: [gate.url] } })
  const release = gate.hold()
  const fields = tokenRequest('email', { id_server: gate.name })
  const answered = host.agent
    .post(host.requestTokenPath('email'))
    .send(fields)
    .then((answer) => answer)
  await gate.arrival()
  const closed = host.passwordReset.close()
  release()
  await closed
  expect(fake.messages).toHaveLength(1)
  expect(await answered).toMatchObject({ status: 200 })
})
