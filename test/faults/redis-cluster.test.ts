import { Cluster } from 'ioredis'
import { redisStore } from '../../lib'
import { Fleet, secret, type WorkerHost } from '../processes/fleet'
import { ask, changePassword, requestEmail, requestSms, submit, type Answer } from '../processes/requests'
import { startRedisCluster, type RedisCluster } from '../redis/redis-cluster'
import { waitFor } from '../redis/wait-for'
import { expectUnavailable } from './answers'

let cluster: RedisCluster
let fleet: Fleet
beforeAll(async () => {
  ;[cluster, fleet] = await Promise.all([startRedisCluster({ masters: 3, replicasEach: 1 }), Fleet.start(2)])
})
afterAll(async () => {
  await fleet.stop()
  await cluster.stop()
})

const addresses = Array.from({ length: 24 }, (_, index) => `user-${index}@example.org`)

/** A client that resets again and again, each time anew: what it was told, and what failed that must not. */
class Client {
  readonly resets: string[] = []
  readonly answers: Answer[] = []
  private isOn = true
  private readonly running: Promise<void>

  constructor(
    private readonly host: WorkerHost,
    private readonly number: number,
  ) {
    this.running = this.run()
  }

  async stop(): Promise<void> {
    this.isOn = false
    await this.running
  }

  private async run(): Promise<void> {
    for (let round = 0; this.isOn; round += 1) {
      const email = `client-${this.number}-${round}@example.org`
      this.answers.push(await this.reset(email))
      if (this.answers.at(-1)?.status === 200) this.resets.push(email)
    }
  }

  /** The first answer that is not the one wanted, or the last one. */
  private async reset(email: string): Promise<Answer> {
    const begun = await requestEmail(this.host, { email })
    if (begun.status !== 200) return begun
    await this.host.worker.settle()
    const link = this.host.told.messages.find(({ to }) => to === email)?.links[0]
    const credentials = { sid: String(begun.body['sid']), client_secret: 'a-client-secret' }
    const token = new URL(link ?? '').searchParams.get('token') ?? ''
    const proved = await submit(this.host, 'email', credentials, token)
    return proved.status === 200 ? changePassword(this.host, 'email', credentials) : proved
  }
}

async function servesAll(hosts: readonly WorkerHost[], secretOf: string): Promise<boolean> {
  const answers = await Promise.all(
    hosts.flatMap((host) => addresses.map((email) => requestEmail(host, { email, client_secret: secretOf }))),
  )
  for (const answer of answers) if (answer.status !== 200) expectUnavailable(answer)
  return answers.every(({ status }) => status === 200)
}

test('a master is killed under load: 503 in time or served, and service by itself once its replica has taken over', async () => {
  const settings = { redis: { nodes: cluster.nodes }, options: { secret, email: {}, sms: {}, limits: {} } }
  const off = { requestTokenPerNetwork: false, submitTokenPerNetwork: false, sendsPerAddressAndNetwork: false } as const
  const limits = {
    ...off,
    accountPasswordPerNetwork: false as const,
    emailsPerNetwork: false as const,
    smsPerNetwork: false as const,
  }
  const plain = await fleet.workers[0]!.serve({ ...settings, options: { ...settings.options, limits } })
  const pipelining = await fleet.workers[1]!.serve({
    redis: { nodes: cluster.nodes, options: { enableAutoPipelining: true, keyPrefix: 'matrix:' } },
    options: { ...settings.options, limits },
  })
  const hosts = [plain, pipelining]
  expect(await servesAll(hosts, 'before')).toBe(true)
  const kept = await Promise.all(addresses.map((email) => ask(plain, 'email', { email, client_secret: 'kept' })))
  await waitForReplicas()

  const clients = hosts.flatMap((host, index) => [1, 2, 3].map((number) => new Client(host, 10 * index + number)))
  await waitFor('some resets', () => clients.every(({ resets }) => resets.length > 0))
  await cluster.masters[0]!.crash()
  await waitFor('a request to fail', () => clients.some(({ answers }) => answers.some(({ status }) => status === 503)))
  await waitFor('all addresses to be served', () => servesAll(hosts, 'after'))
  const done = clients.map(({ resets }) => resets.length)
  await waitFor('resets to go on', () => clients.every(({ resets }, index) => resets.length > done[index]! + 1))
  await Promise.all(clients.map((client) => client.stop()))

  const answers = clients.flatMap((client) => client.answers)
  for (const answer of answers) if (answer.status !== 200) expectOfAFailover(answer)
  // Sessions that a replica had are there still, and no password was set twice.
  for (const [index, { credentials }] of kept.entries()) {
    const again = await requestEmail(plain, { email: addresses[index], client_secret: 'kept' })
    expect(again.body['sid']).toBe(credentials.sid)
  }
  expect((await requestSms(pipelining)).status).toBe(200)
  const changed = hosts.flatMap(({ told }) => told.changes.map(({ userId }) => userId))
  expect(new Set(changed).size).toBe(changed.length)
})

/** A session that was begun on the old master alone may be unknown to the new one: then its token is of no session. */
function expectOfAFailover(answer: Answer): void {
  if (answer.status === 503) expectUnavailable(answer)
  else expect(['M_SESSION_EXPIRED', 'M_UNAUTHORIZED']).toContain(answer.body['errcode'])
}

/** Resolves once every master's replica has all that was written so far. */
async function waitForReplicas(): Promise<void> {
  await waitFor('the replicas to have all', async () => {
    const reached = await Promise.all(
      cluster.masters.map(async (master) => Number(await master.connect().wait(1, 1_000))),
    )
    return reached.every((count) => count >= 1)
  })
}

test('waitForReplicas is refused: WAIT can’t be told which master is meant', () => {
  const client = new Cluster([...cluster.nodes], { lazyConnect: true })
  expect(() => redisStore(client, { waitForReplicas: 1 })).toThrow(TypeError)
  expect(() => redisStore(client)).not.toThrow()
  client.disconnect()
})
