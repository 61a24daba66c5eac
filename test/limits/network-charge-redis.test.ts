import { expectError } from '../http/answers'
import { askForToken, submitToken, wrongCode, type ClientSession } from '../http/flow'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { startRedisServer, type RedisServer } from '../redis/redis-server'

const hourMs = 60 * 60_000

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
beforeEach(() => server.flush())
afterAll(() => server.stop())

/** Hosts that share the server as several processes do, each with a client of its own. */
function startHosts(hosts: number, max: number): Promise<TestHost[]> {
  const options = (): HostOptions => ({
    redis: server.connect(),
    secret: 'a secret of all processes, 32 characters or more',
    email: { deliver: 'code' },
    limits: {
      wrongCodesPerNetwork: { max, windowMs: hourMs },
      wrongCodesPerAddress: false,
      requestTokenPerNetwork: false,
      submitTokenPerNetwork: { max: 10_000, windowMs: hourMs },
      sendsPerAddress: false,
      sendsPerAddressAndNetwork: false,
      emailsPerNetwork: false,
    },
  })
  return Promise.all(Array.from({ length: hosts }, () => startHost(plainHost, options())))
}

async function begin(host: TestHost, count: number): Promise<ClientSession[]> {
  const sessions: ClientSession[] = []
  for (let index = 0; index < count; index += 1)
    sessions.push(await askForToken(host, 'email', { client_secret: `secret-${index}` }))
  return sessions
}

test('a client whose network may send one more code can submit the right one again and again', async () => {
  const [first, host] = (await startHosts(2, 1)) as [TestHost, TestHost]
  const session = await askForToken(first, 'email')
  // The server learns the scripts: until then a command may have to be sent twice.
  await submitToken(first, session)
  await first.passwordReset.close()
  for (let time = 0; time < 20; time += 1) expect(await submitToken(host, session)).toMatchObject({ status: 200 })
})

test('of hundreds of codes at once, right ones among them, no more wrong ones are judged than the limit', async () => {
  const hosts = await startHosts(3, 30)
  const sessions = await begin(hosts[0]!, 60)
  const answers = await Promise.all(
    [1, 2, 3, 4].flatMap((step) =>
      sessions.map(async (session, index) => {
        const isRight = (index + step) % 3 === 0
        const token = isRight ? session.token : wrongCode(session.token, step)
        return { isRight, answer: await submitToken(hosts[(index + step) % hosts.length]!, session, { token }) }
      }),
    ),
  )
  const wrong = answers.filter(({ isRight }) => !isRight).map(({ answer }) => answer)
  expect(wrong.filter(({ status }) => status === 429).length).toBeGreaterThan(100)
  const judged = wrong.filter(({ body }) => body['errcode'] === 'M_TOKEN_INCORRECT').length
  expect(judged).toBeLessThanOrEqual(30)
  // The right ones are given back, so as many wrong ones as are left are judged, and then none.
  await Promise.all(hosts.slice(1).map(({ passwordReset }) => passwordReset.close()))
  for (let left = 30 - judged; left > 0; left -= 1) {
    const session = sessions[left]!
    expectError(await submitToken(hosts[0]!, session, { token: wrongCode(session.token, 9) }), 400, 'M_TOKEN_INCORRECT')
  }
  const [session] = sessions as [ClientSession]
  expect(await submitToken(hosts[0]!, session, { token: wrongCode(session.token, 9) })).toMatchObject({ status: 429 })
})

test('close() waits for counts that are being given back', async () => {
  const [closing, other] = (await startHosts(2, 1)) as [TestHost, TestHost]
  const session = await askForToken(closing, 'email')
  expect(await submitToken(closing, session)).toMatchObject({ status: 200 })
  await closing.passwordReset.close()
  expectError(await submitToken(other, session, { token: wrongCode(session.token) }), 400, 'M_TOKEN_INCORRECT')
})
