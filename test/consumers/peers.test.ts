import { createConsumer, type Consumer } from './consumer'
import { installNodes, majorOf, nodeVersions, type Nodes } from './nodes'
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
const sets: readonly { what: string; dependencies: Readonly<Record<string, string>>; fromNode: number }[] = [
  { what: 'the lowest', dependencies: lowest, fromNode: 20 },
  { what: 'the newest of ioredis 5', dependencies: { ...lowest, express: '5', ioredis: '5' }, fromNode: 20 },
  // Vonage's newest want that.
  { what: 'the newest', dependencies: newest, fromNode: 22 },
]

let redis: RedisServer
let nodes: Nodes
let consumers: Consumer[]

beforeAll(async () => {
  // Side by side: an install waits for the network more than for the processor.
  const starting = Promise.all([startRedisServer(), installNodes()])
  consumers = await Promise.all(sets.map(async ({ dependencies }) => createConsumer(dependencies)))
  ;[redis, nodes] = await starting
}, 300_000)

afterAll(async () => {
  await redis.stop()
  await nodes.remove()
  await Promise.all(consumers.map(async (consumer) => consumer.remove()))
})

const runs = sets.flatMap(({ what, fromNode }, set) =>
  nodeVersions.filter((version) => majorOf(version) >= fromNode).map((version) => ({ what, set, version })),
)

// What a library does that is deprecated only a newer Node.js tells.
test.each(runs)('$what, run by Node.js $version: a reset by each sender, and no warning', async ({ set, version }) => {
  const consumer = consumers[set]!
  await redis.flush()
  const env = { REDIS_URL: redis.url }
  const facts = await consumer.tell('every-library', 'resets.js', { node: nodes.binary(version), env })
  expect(facts).toEqual({
    node: majorOf(version),
    smtp: '@smtp:example.org',
    sendgrid: '@sendgrid:example.org',
    vonage: '@vonage:example.org',
    warnings: [],
  })
})
