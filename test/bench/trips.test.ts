import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Outbox } from '../../lib'
import { gatherMs } from '../../lib/sessions/redis-undone-counts'
import { plainHost, startLastingHost } from '../host/host'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { RespProxy } from './resp-proxy'

const client = '/_matrix/client/v3/account/password'
const submit = '/_matrix/identity/api/v1/validate/msisdn/submitToken'

const counted = ['requestToken', 'submitToken', 'emails', 'sms', 'wrongCodes']
  .map((what) => `${what}PerNetwork`)
  .concat('smsPerPrefix', 'smsPerCountry', 'smsInAll')

let redisServer: RedisServer
let proxy: RespProxy
let redis: Redis
let taken: Outbox
let url: string
let serial = 0

beforeAll(async () => {
  redisServer = await startRedisServer()
  proxy = await RespProxy.start(redisServer.port)
  // Without a ready check and with one connection, so that only the store's commands are counted.
  redis = redisServer.connect({ port: proxy.port, enableReadyCheck: false })
  const room = { max: 1_000, windowMs: 60_000 }
  const host = await startLastingHost(plainHost, {
    accounts: {
      findByThreepid: ({ medium, address }) =>
        address.startsWith('nobody')
          ? null
          : { userId: '@alice:matrix.example.org', address: medium === 'email' ? address : `+${address}` },
    },
    redis,
    secret: 'a secret that is long enough for the check of options',
    // The limits that are on by default, so high that these tests don't reach them.
    limits: Object.fromEntries(counted.map((name) => [name, room])),
  })
  ;({ url, outbox: taken } = host)
  // The first call of each script loads it, and learns the server's clock, so it is not measured.
  const { sid, clientSecret } = await begin()
  await submitCode(sid, clientSecret, codeSent())
  await poll(sid, clientSecret)
  await requestEmail()
  await post(`${client}/email/requestToken`, { email: 'nobody@example.org', client_secret: 'a', send_attempt: 1 })
})

afterAll(async () => {
  redis.disconnect()
  await proxy.stop()
  await redisServer.stop()
})

async function post(path: string, json: object) {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(json) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function requestEmail() {
  serial += 1
  const body = { email: `user${serial}@example.org`, client_secret: `secret${serial}`, send_attempt: 1 }
  return post(`${client}/email/requestToken`, body)
}

async function requestSms(clientSecret = `secret${(serial += 1)}`) {
  const body = { country: 'GB', phone_number: `0740012${String(serial).padStart(4, '0')}` }
  return post(`${client}/msisdn/requestToken`, { ...body, client_secret: clientSecret, send_attempt: 1 })
}

async function begin(): Promise<{ readonly sid: string; readonly clientSecret: string }> {
  const clientSecret = `secret${(serial += 1)}`
  const { body } = await requestSms(clientSecret)
  return { sid: String(body['sid']), clientSecret }
}

function codeSent(): string {
  return /\b\d{6}\b/.exec(taken.messages.at(-1)?.text ?? '')?.[0] ?? ''
}

async function submitCode(sid: string, clientSecret: string, token: string) {
  return post(submit, { sid, client_secret: clientSecret, token })
}

async function poll(sid: string, clientSecret: string) {
  const auth = { type: 'm.login.msisdn', threepid_creds: { sid, client_secret: clientSecret } }
  return post(client, { auth, new_password: 'correct horse battery staple' })
}

/**
 * Counts a request's round trips to Redis: it repeats the request and lets no reply pass, then one, then two, until the
 * request is answered.
 *
 * @returns `trips`: how often the request waited for Redis (commands sent together are one trip); `commands`: the number of
 * its commands; `after`: the number of commands for which the answer did not wait
 */
async function tripsOf(prepare: () => Promise<() => Promise<{ readonly status: number }>>, status: number) {
  const sentEachTime = new Set<number>()
  for (let replies = 0; replies < 20; replies += 1) {
    const ask = await prepare()
    await settled()
    proxy.letPass(replies)
    let isAnswered = false
    const answer = ask().finally(() => (isAnswered = true))
    await waitFor('the replies', () => proxy.repliesPassed === replies && proxy.commands.length > 0)
    await goOn()
    const sent = proxy.commands.length
    const wasAnswered = isAnswered
    proxy.release()
    expect((await answer).status).toBe(status)
    await settled()
    expect(new Set(proxy.commands)).toEqual(new Set(['evalsha']))
    const commands = proxy.commands.length
    if (wasAnswered) return { trips: sentEachTime.size, commands, after: commands - Math.max(...sentEachTime) }
    sentEachTime.add(sent)
  }
  throw new Error('It was never answered')
}

/** Waits until Redis has answered everything. */
async function settled(): Promise<void> {
  proxy.release()
  await goOn()
  await waitFor('the replies', () => proxy.repliesPassed === proxy.commands.length)
}

/**
 * Gives this process time for all that does not wait for Redis, with requests that fall through the routers. Counts that
 * are given back wait for a timer of this process, and one that is set later for a longer time fires after it.
 */
async function goOn(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await (await fetch(`${url}/hello`)).text()
  await delay(2 * gatherMs)
}

test('requestToken by email waits for Redis twice; the record of its send comes after the answer', async () => {
  expect(await tripsOf(async () => requestEmail, 200)).toEqual({ trips: 2, commands: 3, after: 1 })
})

test('one for nobody waits once, and gives back what was counted of its mail after the answer', async () => {
  const ofNobody = () =>
    post(`${client}/email/requestToken`, { email: 'nobody@example.org', client_secret: 'a', send_attempt: 1 })
  expect(await tripsOf(async () => ofNobody, 400)).toEqual({ trips: 1, commands: 2, after: 1 })
})

test('requestToken by SMS waits once more, for what is counted of all SMS', async () => {
  expect(await tripsOf(async () => requestSms, 200)).toEqual({ trips: 3, commands: 6, after: 1 })
})

test('submitToken waits twice; what a right code counted for the network is given back after the answer', async () => {
  const right = async () => {
    const { sid, clientSecret } = await begin()
    const code = codeSent()
    return () => submitCode(sid, clientSecret, code)
  }
  expect(await tripsOf(right, 200)).toEqual({ trips: 2, commands: 3, after: 1 })
  const wrong = async () => {
    const { sid, clientSecret } = await begin()
    const code = codeSent() === '000000' ? '000001' : '000000'
    return () => submitCode(sid, clientSecret, code)
  }
  expect(await tripsOf(wrong, 400)).toEqual({ trips: 2, commands: 2, after: 0 })
})

test('a poll waits once', async () => {
  const pending = async () => {
    const { sid, clientSecret } = await begin()
    return () => poll(sid, clientSecret)
  }
  expect(await tripsOf(pending, 401)).toEqual({ trips: 1, commands: 1, after: 0 })
})
