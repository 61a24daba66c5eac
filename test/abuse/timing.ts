import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PasswordResetOptions } from '../../lib'
import { startAbuseHost } from './abuse-host'
import { Random } from './random'

const warmUp = 100
const budgetMs = 45_000
const path = '/_matrix/client/v3/account/password/email/requestToken'

/** How far from a half a probability may lie that tells nothing. */
export const tellsNothing = 0.05

export interface Measurement {
  readonly options: Partial<PasswordResetOptions>
  /** How many requests are measured, known and unknown together. */
  readonly requests: number
  /** A path that is fetched right after each answer: its time is measured, and not the request's. */
  readonly probe?: { readonly path: string; readonly times: number }
  /** Between one measurement and the next. Default: none. */
  readonly pauseMs?: number
}

/**
 * The probability that a request for a known address takes longer than one for an unknown one (the area under the ROC
 * curve): a half where time tells nothing. Known and unknown come in random order, one after the other, so that whatever
 * else the machine does falls on both alike; of ranks, a few that take very long count no more than others.
 */
export async function probabilityThatKnownIsSlower({
  options,
  requests,
  probe,
  pauseMs = 0,
}: Measurement): Promise<number> {
  const host = await startAbuseHost({ options: { limits: false, unknownThreepid: 'conceal', ...options } })
  const random = new Random(Math.floor(Math.random() * 2 ** 31))
  const isKnown = random.shuffled(Array.from({ length: requests }, (_, index) => index % 2 === 0))
  const all = [...Array.from({ length: warmUp }, (_, index) => index % 2 === 0), ...isKnown]
  const bodies = all.map((known, index) => {
    const email = `user-${100 + random.below(900) + (known ? 0 : 9_000)}@example.org`
    // A session of its own, so that each of them sends.
    return JSON.stringify({ email, client_secret: `secret-${index}`, send_attempt: 1 })
  })
  const times = await timesOf({ port: host.port, path, bodies, budgetMs, probe, pauseMs })
  return probability(times.slice(warmUp), isKnown)
}

/**
 * The middle one of three measurements, where the first is not close to a half. On a machine with fewer cores than work
 * the client's thread may wait for a core until the server has done what follows the answer; what a request really waits
 * for shows in each of the three.
 */
export async function middleProbability(measurement: () => Measurement): Promise<number> {
  const first = await probabilityThatKnownIsSlower(measurement())
  if (Math.abs(first - 0.5) < tellsNothing) return first
  const others = [await probabilityThatKnownIsSlower(measurement()), await probabilityThatKnownIsSlower(measurement())]
  return [first, ...others].sort((a, b) => a - b)[1] ?? first
}

function timesOf(workerData: object): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const client = new Worker(join(__dirname, 'timing-client.mjs'), { workerData })
    client.once('message', resolve)
    client.once('error', reject)
  })
}

/** Mann and Whitney's U, as a share of all pairs. */
function probability(times: readonly number[], isKnown: readonly boolean[]): number {
  const ranked = times.map((time, index) => ({ time, known: isKnown[index] === true })).sort((a, b) => a.time - b.time)
  const known = ranked.flatMap((one, index) => (one.known ? [index + 1] : []))
  const pairs = known.length * (times.length - known.length)
  return (known.reduce((sum, rank) => sum + rank, 0) - (known.length * (known.length + 1)) / 2) / pairs
}
