// Whether a request gets dearer the more sessions there are, and whether a finished one leaves anything behind.
import { cases } from './cases.mjs'
import { fill, totalOf } from './memory.mjs'
import { runRounds, startServer } from './measure.mjs'
import { pairedRatio, summary } from './statistics.mjs'

const email = cases.find(({ name }) => name === 'email')
const few = 1_000

/** A server with few sessions and one with many, in turn; for Redis, and for the memory store. */
export async function measureGrowth(counts, bench) {
  const results = []
  for (const inMemory of [false, true]) {
    const benchCase = { ...email, set: { ...email.set, inMemory } }
    const small = await startServer('ours', benchCase, bench, 1)
    try {
      await fill(small, Math.min(few, ...counts), bench)
      for (const sessions of counts) results.push(await compare(small, { sessions, inMemory, benchCase }, bench))
    } finally {
      await small.stop()
    }
  }
  return results
}

async function compare(small, { sessions, inMemory, benchCase }, bench) {
  const store = inMemory ? 'memory' : 'redis'
  const large = await startServer('ours', benchCase, bench, 2)
  try {
    bench.progress(`growth: ${sessions} sessions in ${store}`)
    await fill(large, Math.min(few, sessions), bench)
    const before = await large.ask('memory')
    await fill(large, sessions, bench)
    const after = await large.ask('memory')
    const servers = [large, small].map((server) => ({ kind: 'ours', ...server, rounds: [] }))
    await runRounds(servers, benchCase, bench)
    const [many, fewer] = servers.map(({ rounds }) => rounds.map(({ cpuMicros }) => cpuMicros))
    const leftBytes = (totalOf(after) - totalOf(before)) / sessions
    return { store, sessions, cpuMicros: summary(many), ratio: pairedRatio(many, fewer), leftBytes }
  } finally {
    await large.stop()
  }
}
