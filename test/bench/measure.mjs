// Measures a case in rounds. Each round measures every server, so that a slow moment of the machine affects all of them.
import { cores, startScript } from './processes.mjs'
import { pairedRatio, summary } from './statistics.mjs'

/**
 * @param bench `redis`, `providers` and `load`, which all cases share; `rounds`, `requests`; `progress(text)`
 * @returns the figures of each server, and the package's ratio to each baseline; or why the case was skipped
 */
export async function measureCase(benchCase, bench) {
  const { name, title, baselines } = benchCase
  const servers = []
  try {
    for (const kind of ['ours', ...baselines]) {
      const server = await startServer(kind, benchCase, bench)
      servers.push({ kind, ...server, rounds: [] })
      if (server.first.skipped !== undefined) return { name, title, skipped: server.first.skipped }
    }
    await runRounds(servers, benchCase, bench)
    const figures = {}
    for (const server of servers) figures[server.kind] = await figuresOf(server)
    return { name, title, figures, ratios: ratiosOf(servers) }
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()))
  }
}

/** @param core null for any core */
export function startServer(
  kind,
  { set, begins = 0 },
  { redis, providers },
  { database = 0, core = cores.server } = {},
) {
  const config = {
    ...{ kind, set, redisPort: redis.port, redisDatabase: database },
    ...{ providers: providers.first, keepsMessages: begins > 0 },
  }
  return startScript('server.mjs', { core, config, flags: ['--expose-gc'] })
}

/**
 * The number of requests before the measurement. With fewer, the compiler is still optimising during the measurement, and
 * the package, which has more code than a baseline, would look slower than it is.
 */
const warmUpRequests = 4_000

export function warmUpRounds({ quick, requests }) {
  return quick ? 1 : Math.ceil(warmUpRequests / requests)
}

export async function runRounds(servers, benchCase, bench) {
  const requests = Math.max(Math.ceil(bench.requests * benchCase.share), 1)
  for (let round = 1 - warmUpRounds({ ...bench, requests }); round <= bench.rounds; round += 1) {
    bench.progress(`${benchCase.name}: ${round < 1 ? 'warming up' : `round ${round} of ${bench.rounds}`}`)
    for (const server of servers) {
      const measured = await runRound(server, { ...benchCase, requests }, bench)
      if (round > 0) server.rounds.push(measured)
    }
  }
}

async function runRound({ kind, first: { port }, ask }, benchCase, { load, providers }) {
  const { name, requests, settleMs } = benchCase
  const isHello = kind === 'express' || kind === 'node-http'
  if (!isHello) await load.ask('prepare', { name, port, requests })
  const messages = benchCase.begins > 0 && !isHello ? await ask('messages') : undefined
  const identityServer = `127.0.0.1:${providers.first.httpPort}`
  const status = isHello ? 200 : benchCase.status
  const before = await ask('cpu', { settleMs, collect: true })
  const run = await load.ask('run', { name, port, requests, status, messages, identityServer, hello: isHello })
  const after = await ask('cpu', { settleMs })
  const { wallMs, p50, p95, p99 } = run
  return { cpuMicros: (after - before) / requests, perSecond: (requests * 1_000) / wallMs, p50, p95, p99 }
}

async function figuresOf({ rounds, ask }) {
  const summaryOf = (figure) => summary(rounds.map((round) => round[figure]))
  return {
    cpuMicros: summaryOf('cpuMicros'),
    perSecond: summaryOf('perSecond'),
    latencyMs: { p50: summaryOf('p50'), p95: summaryOf('p95'), p99: summaryOf('p99') },
    memory: await ask('memory'),
    messageBytes: await ask('messageBytes'),
  }
}

function ratiosOf([ours, ...baselines]) {
  const cpu = ({ rounds }) => rounds.map(({ cpuMicros }) => cpuMicros)
  return Object.fromEntries(baselines.map((baseline) => [baseline.kind, pairedRatio(cpu(ours), cpu(baseline))]))
}
