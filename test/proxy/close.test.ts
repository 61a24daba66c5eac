import { waitFor } from '../redis/wait-for'
import { askForToken, startPair, submitToken } from './proxy-host'

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
