import type { Account } from '../../lib'
import { expectError } from '../http/answers'
import { askAndProve, credentialsOf, postRequestToken } from '../http/flow'
import { plainHost, startHost } from '../host/host'

const alice = { userId: '@alice:localhost', address: 'alice@example.org' }

/** What a host's `findByThreepid` may answer by mistake, the key that the log names, and values that it must not hold. */
const mistakes: readonly (readonly [what: string, answer: unknown, key: string | undefined, words: RegExp])[] = [
  ['a database row', { user_id: '@alice:localhost', email: 'alice@example.org' }, 'userId', /without `userId`/],
  ['an empty object', {}, 'userId', /without `userId`/],
  ['rows', [alice], undefined, /a list/],
  ['no rows', [], undefined, /a list/],
  ['a string', '@alice:localhost', undefined, /a string/],
  ['true', true, undefined, /a boolean/],
  ['false', false, undefined, /a boolean/],
  ['0', 0, undefined, /a number/],
  ['a localpart', { ...alice, userId: 'alice' }, 'userId', /whole Matrix user ID/],
  ['a localpart with its sign', { ...alice, userId: '@alice' }, 'userId', /whole Matrix user ID/],
  ['no server', { ...alice, userId: '@alice:' }, 'userId', /whole Matrix user ID/],
  ['a room alias', { ...alice, userId: '#alice:localhost' }, 'userId', /whole Matrix user ID/],
  ['an empty user ID', { ...alice, userId: '' }, 'userId', /whole Matrix user ID/],
  ['a user ID and a line break', { ...alice, userId: '@alice:localhost\n' }, 'userId', /whole Matrix user ID/],
  [
    'a user ID that is too long',
    { ...alice, userId: `@${'a'.repeat(255)}:localhost` },
    'userId',
    /whole Matrix user ID/,
  ],
  ['a number for a user ID', { ...alice, userId: 7 }, 'userId', /whole Matrix user ID/],
  ['null for a user ID', { ...alice, userId: null }, 'userId', /whole Matrix user ID/],
  ['no address', { userId: '@alice:localhost' }, 'address', /without `address`/],
  ['null for an address', { ...alice, address: null }, 'address', /not a string/],
  ['a list for an address', { ...alice, address: ['alice@example.org'] }, 'address', /not a string/],
  ['a number for an address', { ...alice, address: 447400123456 }, 'address', /not a string/],
]

describe.each(['reject', 'conceal', 'notify'] as const)('findByThreepid under %s', (unknownThreepid) => {
  test.each(mistakes)('that answers %s is 500, and the log names the key', async (_what, answer, key, words) => {
    const findByThreepid = async () => answer as Account
    const host = await startHost(plainHost, { unknownThreepid, accounts: { findByThreepid } })
    const before = host.logLines.length
    for (const medium of ['email', 'msisdn'] as const)
      expectError(await postRequestToken(host, medium), 500, 'M_UNKNOWN')

    const lines = host.logLines.slice(before)
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      expect(line).toMatch(/^accounts\.findByThreepid answered .*It must answer \{ userId, address \}, or null/)
      expect(line).toMatch(words)
      expect(line).not.toMatch(/alice@|@alice:localhost|447400/)
      if (key !== undefined) expect(line).toContain(`"key":"${key}"`)
    }
    expect(host.outbox.messages).toEqual([])
  })
})

test.each([null, undefined])('findByThreepid that answers %s says that nobody has the address', async (nobody) => {
  const host = await startHost(plainHost, { accounts: { findByThreepid: () => nobody as null } })
  expectError(await postRequestToken(host, 'email'), 400, 'M_THREEPID_NOT_FOUND')
})

test.each(['@:localhost', '@Älice O’Hara/1:matrix.example.org:8448', '@a:[::1]:8448', `@${'a'.repeat(244)}:localhost`])(
  'the user ID %s is one',
  async (userId) => {
    const host = await startHost(plainHost, { accounts: { findByThreepid: () => ({ ...alice, userId }) } })
    const session = await askAndProve(host, 'email')
    expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ userId })
  },
)

test('an account of a class, with getters and more fields, is one', async () => {
  class Row {
    readonly id = 7
    constructor(
      private readonly name: string,
      private readonly email: string,
    ) {}
    get userId() {
      return `@${this.name}:localhost`
    }
    get address() {
      return this.email
    }
  }
  const accounts = {
    row: new Row('alice', 'alice@example.org'),
    async findByThreepid() {
      return this.row
    },
  }
  const host = await startHost(plainHost, { accounts })
  await askAndProve(host, 'email')
})

test('a mistake at the second look-up spends nothing', async () => {
  let answer: unknown = alice
  const host = await startHost(plainHost, { accounts: { findByThreepid: async () => answer as Account } })
  const session = await askAndProve(host, 'email')
  answer = { user_id: '@alice:localhost' }
  const use = jest.fn()
  await expect(host.passwordReset.redeem(credentialsOf(session), use)).rejects.toMatchObject({ status: 500 })
  expect(use).not.toHaveBeenCalled()
  expect(host.logLines.join()).toContain('without `userId`')
})

test('a stored domain that older software reads as another one is handed to senders as it was looked up', async () => {
  const accounts = { findByThreepid: () => ({ ...alice, address: 'Alice@STRAẞE.example' }) }
  const host = await startHost(plainHost, { accounts })
  await askAndProve(host, 'email', { email: 'alice@straße.example' })
  expect(host.outbox.messages.map(({ to }) => to)).toEqual(['Alice@xn--strae-oqa.example'])
})
