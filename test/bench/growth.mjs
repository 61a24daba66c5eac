// Measures whether requests become slower with more sessions or more processes, and what finished requests leave in memory.
import { cases } from './cases.mjs'
import { fill, totalOf } from './memory.mjs'
import { runRounds, startServer, warmUpRounds } from './measure.mjs'
import { pairedRatio, summary } from './statistics.mjs'

const email = cases.find(({ name }) => name === 'email')
const few = 1_000

/** Measures a server with few sessions and one with many, alternating; for Redis, and for the memory store. */
export async function measureGrowth(counts, bench) {
  const results = []
  for (const inMemory of [false, true]) {
    const benchCase = { ...email, set: { ...email.set, inMemory } }
    const small = await startServer('ours', benchCase, bench, { database: 1 })
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
  const large = await startServer('ours', benchCase, bench, { database: 2 })
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
    const timersLeft = after.timers - before.timers
    return { store, sessions, cpuMicros: summary(many), ratio: pairedRatio(many, fewer), leftBytes, timersLeft }
  } finally {
    await large.stop()
  }
}

/** Measures one, two and four processes on one Redis, alternating. A request's cost is that of all processes together. */
export async function measureProcesses(counts, bench) {
  const servers = await Promise.all(
    Array.from({ length: Math.max(...counts) }, () => startServer('ours', email, bench, { core: null })),
  )
  try {
    const rounds = counts.map(() => [])
    for (let round = 1 - warmUpRounds(bench); round <= bench.rounds; round += 1) {
      bench.progress(`processes: ${round < 1 ? 'warming up' : `round ${round} of ${bench.rounds}`}`)
      for (const [i, count] of counts.entries()) {
        const measured = await together(servers.slice(0, count), bench)
        if (round > 0) rounds[i].push(measured)
      }
    }
    const cpu = rounds.map((some) => some.map(({ cpuMicros }) => cpuMicros))
    return counts.map((processes, i) => ({
      processes,
      cpuMicros: summary(cpu[i]),
      perSecond: summary(rounds[i].map(({ perSecond }) => perSecond)),
      ratio: pairedRatio(cpu[i], cpu[0]),
    }))
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()))
  }
}

async function together(servers, { load, requests }) {
  const cpuOfAll = async (detail) => {
    const each = await Promise.all(servers.map(({ ask }) => ask('cpu', detail)))
    return each.reduce((sum, one) => sum + one)
  }
  const before = await cpuOfAll({ settleMs: email.settleMs, collect: true })
  const startedAt = performance.now()
  await Promise.all(
    servers.map(({ first: { port } }) => load.ask('run', { name: 'email', port, requests, status: email.status })),
  )
  const wallMs = performance.now() - startedAt
  const requestsInAll = requests * servers.length
  const cpuMicros = ((await cpuOfAll({ settleMs: email.settleMs })) - before) / requestsInAll
  return { cpuMicros, perSecond: (requestsInAll * 1_000) / wallMs }
}
