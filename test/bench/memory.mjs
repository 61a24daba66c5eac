// Measures how much memory sessions need in Redis and in the memory store, and what finished requests leave in the process.
import { Redis } from 'ioredis'
import { cases } from './cases.mjs'
import { startServer } from './measure.mjs'

const email = cases.find(({ name }) => name === 'email')
const database = 3

/** Bytes in Redis per session, of all its keys. Limits are on, and each person has a network of their own. */
export async function redisBytes(sessions, bench) {
  const redis = new Redis({ host: '127.0.0.1', port: bench.redis.port, db: database })
  const server = await startServer('ours', email, bench, { database })
  try {
    bench.progress(`memory: ${sessions} sessions in Redis`)
    // The first requests load the scripts, which must not count.
    await fill(server, 32, bench)
    await redis.flushdb()
    const before = await usedMemory(redis)
    await fill(server, sessions, bench)
    const after = await usedMemory(redis)
    return { sessions, usedBytes: (after - before) / sessions, ...(await bytesOfKeys(redis, sessions)) }
  } finally {
    await redis.flushdb()
    redis.disconnect()
    await server.stop()
  }
}

/** Heap bytes per session in the memory store. */
export async function memoryStoreBytes(sessions, bench) {
  const server = await startServer('ours', { set: { ...email.set, inMemory: true } }, bench)
  try {
    bench.progress(`memory: ${sessions} sessions in the memory store`)
    // The first requests fill caches and compile code, which must not count.
    await fill(server, Math.min(sessions, 3_000), bench)
    const before = await server.ask('memory')
    await fill(server, sessions, bench)
    const after = await server.ask('memory')
    return { sessions, heapBytes: (totalOf(after) - totalOf(before)) / sessions, rssBytes: after.rssBytes }
  } finally {
    await server.stop()
  }
}

/** Makes this many sessions, each for a new person. */
export async function fill({ first: { port }, ask }, sessions, { load }) {
  // In parts, because all requests of a part are in memory before they are sent.
  const most = 5_000
  for (let left = sessions; left > 0; left -= most)
    await load.ask('run', { name: 'email', port, requests: Math.min(left, most), status: 200 })

  await ask('cpu', { settleMs: 100 })
}

export function totalOf({ heapBytes, externalBytes }) {
  return heapBytes + externalBytes
}

async function usedMemory(redis) {
  await redis.call('MEMORY', 'PURGE')
  const info = await redis.info('memory')
  return Number(/used_memory:(\d+)/.exec(info)[1])
}

/** The number and bytes (`MEMORY USAGE`) of the keys, by kind. */
async function bytesOfKeys(redis, sessions) {
  const byKind = new Map()
  const stream = redis.scanStream({ count: 1_000 })
  for await (const keys of stream) {
    const pipeline = redis.pipeline()
    for (const key of keys) pipeline.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')
    const answers = await pipeline.exec()
    keys.forEach((key, i) => {
      const kind = kindOf(key)
      const { keys: count, bytes } = byKind.get(kind) ?? { keys: 0, bytes: 0 }
      byKind.set(kind, { keys: count + 1, bytes: bytes + Number(answers[i][1]) })
    })
  }
  const all = [...byKind.values()]
  const sum = (figure) => all.reduce((total, one) => total + one[figure], 0) / sessions
  const kinds = [...byKind].map(([kind, { keys, bytes }]) => [kind, { keys: keys / sessions, bytes: bytes / sessions }])
  return { keyBytes: sum('bytes'), keys: sum('keys'), kinds: Object.fromEntries(kinds) }
}

/** The kind of a key. The text after its braces decides: nothing, `@`, or the tag of a session. Counters have no braces. */
function kindOf(key) {
  if (!key.includes('}')) return 'counters'
  const rest = key.slice(key.indexOf('}') + 1)
  return { '': 'address', '@': 'account' }[rest] ?? 'session'
}
