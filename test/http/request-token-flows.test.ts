import { MatrixError, type Flow, type Medium, type Allow3pidContext } from '../../lib'
import { expectError } from './answers'
import { accounts } from '../host/accounts'
import { tokenRequest } from './flow'
import type { HttpAnswer } from '../host/exchange'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'

const paths: Readonly<Record<Flow, string>> = {
  password: 'account/password',
  register: 'register',
  '3pid': 'account/3pid',
}
const all: Flow[] = ['password', 'register', '3pid']
const open = ['register', '3pid'] as const
const media: readonly Medium[] = ['email', 'msisdn']
const unknown = {
  email: { email: 'Nobody@Example.ORG' },
  msisdn: { country: 'GB', phone_number: '07400 123999' },
} as const
const unknownTo = { email: 'nobody@example.org', msisdn: '+447400123999' } as const

function ask(host: TestHost, flow: Flow, medium: Medium, fields: object = {}, version = 'v3'): Promise<HttpAnswer> {
  const path = host.at(`/_matrix/client/${version}/${paths[flow]}/${medium}/requestToken`)
  return host.agent
    .post(path)
    .send(tokenRequest(medium, fields))
    .then((answer) => answer)
}

describe('a flow that is not named is not served', () => {
  test.each(all)('%s', async (flow) => {
    const host = await startHost(plainHost, { flows: [flow], unknownThreepid: 'conceal' })
    for (const version of ['v3', 'r0', 'unstable']) {
      for (const medium of media) {
        for (const requested of all) {
          const answer = await ask(host, requested, medium, { client_secret: `${requested}-${version}` }, version)
          expect([requested, version, answer.status]).toEqual([requested, version, requested === flow ? 200 : 404])
          if (requested !== flow) expect(answer.body).toHaveProperty('fellThrough')
        }
      }
    }
  })

  test('the password alone, where nothing is said', async () => {
    const host = await startHost(plainHost)
    expect((await ask(host, 'password', 'email')).status).toBe(200)
    for (const flow of open) expect((await ask(host, flow, 'email')).status).toBe(404)
  })
})

describe.each(open)('%s', (flow) => {
  const start = (options: HostOptions = {}) => startHost(plainHost, { flows: all, ...options })

  test.each(media)('%s: an address that nobody has is sent a token, in words of its own', async (medium) => {
    const lookups: unknown[] = []
    const host = await start({
      accounts: {
        findByThreepid: (threepid) => {
          lookups.push(threepid)
          return null
        },
      },
    })
    expect(await ask(host, flow, medium, unknown[medium])).toMatchObject({ status: 200 })
    expect(host.outbox.messages).toMatchObject([{ to: unknownTo[medium] }])
    const address = unknownTo[medium].replace('+', '')
    expect(lookups).toEqual([{ medium, address, flow }])
    const { subject = '', text = '' } = host.outbox.messages[0] ?? {}
    expect(`${subject} ${text.replaceAll(/https:\S+/g, '')}`).not.toMatch(/password/i)
  })

  test.each(media)("%s: one that an account has, under 'reject': M_THREEPID_IN_USE", async (medium) => {
    const host = await start()
    expectError(await ask(host, flow, medium), 400, 'M_THREEPID_IN_USE')
    expect(host.outbox.messages).toEqual([])
  })

  test('an account may have an address that nothing can be sent to: it is in use', async () => {
    const host = await start({
      accounts: { findByThreepid: () => ({ userId: '@alice:localhost', address: 'not an address' }) },
    })
    expectError(await ask(host, flow, 'email'), 400, 'M_THREEPID_IN_USE')
  })

  describe.each(['conceal', 'notify'] as const)("under '%s'", (unknownThreepid) => {
    const code = { email: { deliver: 'code' } } as const

    test('an address in use is answered like one that is not, and told by mail, without a token, once a day', async () => {
      const limits = { noticesPerAddress: { max: 1, windowMs: 86_400_000 } }
      const host = await start({ unknownThreepid, limits, ...code })
      const used = await ask(host, flow, 'email', { email: 'ALICE@example.org' })
      const free = await ask(host, flow, 'email', unknown.email)
      const shape = ({ status, body }: HttpAnswer) => ({
        status,
        fields: Object.keys(body),
        length: String(body['sid']).length,
      })
      expect(shape(used)).toEqual(shape(free))
      for (const client_secret of ['second', 'third'])
        expect((await ask(host, flow, 'email', { client_secret })).status).toBe(200)

      await host.passwordReset.close()
      const told = host.outbox.messages.filter(({ to }) => to === 'alice@example.org')
      expect(told).toMatchObject([{ medium: 'email', links: [] }])
      expect(told[0]).not.toHaveProperty('code')
      expect(host.outbox.messages.filter(({ to }) => to === 'nobody@example.org')).toHaveLength(1)
    })

    test('a number in use is texted nothing', async () => {
      const host = await start({ unknownThreepid })
      expect((await ask(host, flow, 'msisdn')).status).toBe(200)
      await host.passwordReset.close()
      expect(host.outbox.messages).toEqual([])
    })
  })

  test('allow3pid is told the flow and the request, and a MatrixError that it throws is the answer', async () => {
    const told: Allow3pidContext[] = []
    const host = await start({
      allow3pid: (context) => {
        told.push(context)
        throw new MatrixError(401, 'M_CAPTCHA_NEEDED', 'Solve it first', { body: { params: { key: 'x' } } })
      },
    })
    const answer = await ask(host, flow, 'email', unknown.email)
    expect(answer).toMatchObject({ status: 401, body: { errcode: 'M_CAPTCHA_NEEDED', params: { key: 'x' } } })
    expect(told).toMatchObject([{ medium: 'email', address: 'nobody@example.org', flow, request: { method: 'POST' } }])
    expect(told[0]).not.toHaveProperty('via')
  })

  test('anything else that allow3pid throws is 500, and nothing is sent', async () => {
    const host = await start({
      allow3pid: () => {
        throw new Error('the captcha service is down')
      },
    })
    expectError(await ask(host, flow, 'email', unknown.email), 500, 'M_UNKNOWN')
    expect(host.outbox.messages).toEqual([])
  })
})

test('the three flows have mails that differ, and the limits of an address are one for all', async () => {
  const limits = { sendsPerAddress: { max: 2, windowMs: 86_400_000 } }
  const has = accounts.find(({ medium }) => medium === 'email')
  const host = await startHost(plainHost, {
    flows: all,
    limits,
    accounts: {
      findByThreepid: ({ flow, address }) => (flow === 'password' && has ? { userId: has.userId, address } : null),
    },
  })
  expect((await ask(host, 'register', 'email')).status).toBe(200)
  expect((await ask(host, '3pid', 'email')).status).toBe(200)
  expect((await ask(host, 'password', 'email')).status).toBe(429)
  expect(new Set(host.outbox.messages.map(({ subject }) => subject)).size).toBe(2)
  expect(new Set(host.outbox.messages.map(({ links }) => new URL(links[0] ?? '').searchParams.get('sid'))).size).toBe(2)
})

test('equal requests of two flows are two sessions', async () => {
  const host = await startHost(plainHost, { flows: all, accounts: { findByThreepid: () => null } })
  const one = await ask(host, 'register', 'email', unknown.email)
  const other = await ask(host, '3pid', 'email', unknown.email)
  expect(one.body['sid']).not.toBe(other.body['sid'])
  expect(host.outbox.messages).toHaveLength(2)
  expect(await ask(host, 'register', 'email', unknown.email)).toMatchObject({ status: 200, body: one.body })
  expect(host.outbox.messages).toHaveLength(2)
})
