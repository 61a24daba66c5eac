import { setTimeout as pause } from 'node:timers/promises'
import { waitFor } from '../redis/wait-for'
import type { WorkerHost } from '../processes/fleet'
import { requestEmail, type Answer } from '../processes/requests'

/** An answer comes within 2.5 seconds of the machine's time; a machine that runs other tests too gets a little more. Two
 * deadlines of the store's, one behind the other, would take 4. */
const withinMs = 3_600

/** The answer where Redis cannot be reached. */
export function expectUnavailable(answer: Answer): void {
  expect(answer).toMatchObject({
    status: 503,
    retryAfter: expect.stringMatching(/^[1-9][0-9]*$/) as string,
    body: { errcode: 'M_UNKNOWN', error: expect.stringMatching(/\w/) as string },
  })
  expect(answer.tookMs).toBeLessThan(withinMs)
}

/** Asks until it is served again, each time for an address of its own; any answer before is a 503 in time. */
export async function untilServed(host: WorkerHost, address = 'served'): Promise<Answer> {
  let answer: Answer | undefined
  await waitFor('the host to serve again', async () => {
    answer = await requestEmail(host, { email: `${address}@example.org` })
    if (answer.status === 200) return true
    expectUnavailable(answer)
    await pause(50)
    return false
  })
  return answer!
}
