import type { Flow, Medium } from '../../lib'
import { askAndProve, credentialsOf, tokenRequest } from '../http/flow'
import { plainHost, startHost, type HostOptions } from '../host/host'
import { startFake } from '../proxy/proxy-host'
import { startRedisServer, type RedisServer } from '../redis/redis-server'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())
beforeEach(() => redis.flush())

test('a flow that is none is a TypeError that names those that are', async () => {
  const { passwordReset } = await startHost(plainHost)
  for (const flow of ['Password', '', 5, null]) {
    const options = { flow: flow as 'password' }
    await expect(passwordReset.validated({}, options)).rejects.toThrow(TypeError)
    await expect(passwordReset.redeem({}, () => 1, options)).rejects.toThrow(/'password', 'register', '3pid'/)
  }
})

test('a session of the password’s proves nothing in a flow that is not served, and is not spent there', async () => {
  const { passwordReset, ...host } = await startHost(plainHost)
  const credentials = credentialsOf(await askAndProve({ passwordReset, ...host }, 'email'))
  for (const flow of ['register', '3pid'] as const) {
    expect(await passwordReset.validated(credentials, { flow })).toBeNull()
    expect(await passwordReset.redeem(credentials, () => 'used', { flow })).toBeNull()
  }
  expect(await passwordReset.validated(credentials, { flow: undefined })).toMatchObject({ userId: '@alice:localhost' })
  expect(await passwordReset.redeem(credentials, () => 'used', { flow: 'password' })).toBe('used')
})

test('the type of userId follows the flow', async () => {
  const { passwordReset } = await startHost(plainHost)
  const userIds: [string | undefined, string | undefined, null | undefined] = [
    (await passwordReset.validated({}))?.userId,
    (await passwordReset.validated({}, { flow: 'password' }))?.userId,
    (await passwordReset.validated({}, { flow: 'register' }))?.userId,
  ]
  expect(userIds).toEqual([undefined, undefined, undefined])
  const used: string | null = await passwordReset.redeem({}, ({ userId }) => userId.toUpperCase())
  const nobodys: null = await passwordReset.redeem({}, ({ userId }) => userId, { flow: '3pid' })
  expect([used, nobodys]).toEqual([null, null])
})

const flows: readonly Flow[] = ['password', 'register', '3pid']
const paths: Readonly<Record<Flow, string>> = {
  password: 'account/password',
  register: 'register',
  '3pid': 'account/3pid',
}
const secret = 'a secret of thirty-two characters or more'
const cases = (['memory', 'Redis'] as const).flatMap((store) =>
  (['email', 'msisdn'] as const).flatMap((medium) =>
    (['local', 'proxied'] as const).flatMap((via) => flows.map((flow) => ({ store, medium, via, flow }))),
  ),
)

const unusedThreepid: Readonly<Record<Medium, object>> = {
  email: { email: 'new@example.org' },
  msisdn: { phone_number: '07400 123999' },
}

test.each(cases)('$store, $medium, $via: what is proved in $flow is proved in no other flow', async (one) => {
  const { store, medium, via, flow } = one
  const fake = await startFake()
  const options: HostOptions = {
    flows,
    ...(store === 'Redis' && { redis: redis.connect(), secret }),
    ...(via === 'proxied' && { email: undefined, sms: undefined, identityServers: { trusted: [fake.url] } }),
  }
  const host = await startHost(plainHost, options)
  const fields = { id_server: fake.name, ...(flow !== 'password' && unusedThreepid[medium]) }
  const body = tokenRequest(medium, fields)
  const begun = await host.agent.post(`/_matrix/client/v3/${paths[flow]}/${medium}/requestToken`).send(body)
  expect(begun).toMatchObject({ status: 200 })
  const [mail] = host.outbox.messages
  const local = mail?.code ?? new URL(mail?.links[0] ?? 'https://none.example').searchParams.get('token')
  const token = via === 'proxied' ? fake.messages[0]?.token : local
  const credentials = { sid: begun.body['sid'] as string, client_secret: body['client_secret'] }
  const proved = await host.agent.post(host.submitTokenPath(medium)).send({ ...credentials, token })
  expect(proved).toMatchObject({ status: 200, body: { success: true } })
  for (const other of flows.filter((name) => name !== flow)) {
    expect(await host.passwordReset.validated(credentials, { flow: other })).toBeNull()
    expect(await host.passwordReset.redeem(credentials, () => 'used', { flow: other })).toBeNull()
  }
  if (flow !== 'password') expect(await host.passwordReset.redeem(credentials, () => 'used')).toBeNull()
  const userId = flow === 'password' ? '@alice:localhost' : null
  expect(await host.passwordReset.validated(credentials, { flow })).toMatchObject({ medium, userId })
  const used = await host.passwordReset.redeem(credentials, (threepid) => threepid.userId ?? 'nobody', { flow })
  expect(used).toBe(userId ?? 'nobody')
})
