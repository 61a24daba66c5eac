import type { Medium } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { expectError } from './answers'
import { plainHost, startHost, type HostOptions } from '../host/host'
import { askForToken, credentialsOf, postRequestToken, submitToken } from './flow'

const secret = 'a secret of the tests, of 32 characters'
const lrm = '\u200e'
const isolate = (text: string) => `\u2068${text}\u2069`

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())

const stores: readonly (readonly [string, () => HostOptions])[] = [
  ['in memory', () => ({})],
  ['in Redis', () => ({ redis: redis.connect(), secret })],
]

/** What is typed or pasted, and the canonical address that it comes to; null: 400 `M_INVALID_PARAM`. */
const emails: readonly (readonly [typed: string, address: string | null])[] = [
  ['alice@example.org ', 'alice@example.org'],
  ['\talice@example.org\r\n', 'alice@example.org'],
  ['\u00a0\u3000Alice@Example.ORG\u2028', 'alice@example.org'],
  [isolate('alice@example.org'), 'alice@example.org'],
  [`${lrm}alice@example.org\ufeff`, 'alice@example.org'],
  ['\u200balice@example.org\u200d\ufe0f\u2060', 'alice@example.org'],
  [' \u00ad\u115f alice@example.org\u0085', 'alice@example.org'],
  [' STRAUSS@example.com', 'strauss@example.com'],
  ['al ice@example.org', null],
  ['alice @example.org', null],
  ['alice@ example.org', null],
  [`alice@${lrm}example.org`, null],
  ['al\u200bice@example.org', null],
  ['alice@exam\u00adple.org', null],
  ['"alice@example.org"', null],
  ['<alice@example.org>', null],
  ['alice@example.org.', null],
  ['alice@example.org\0', null],
  ['alice@example.org bob@example.org', null],
  ['alice@example.org,', null],
  [' \u200b ', null],
  ['', null],
]

const numbers: readonly (readonly [typed: string, address: string | null])[] = [
  ['07400 123456 ', '447400123456'],
  ['\n+44\u00a07400\u202f123\u2009456', '447400123456'],
  ['\u202a+44 7400 123456\u202c', '447400123456'],
  [isolate('+44 7400\u200b123456'), '447400123456'],
  ['07400\t123\u00ad456', '447400123456'],
  ['(07400) 123\u2011456', '447400123456'],
  ['０７４００－１２３４５６', '447400123456'],
  ['٠٧٤٠٠ ١٢٣٤٥٦', '447400123456'],
  ['०७४०० १२३४५६', '447400123456'],
  ['＋４４ ７４００ １２３４５６', '447400123456'],
  ['07400 12345a', null],
  ['07400 123456 x5', null],
  ['07400\n123456\n07400\n123457', null],
  ['tel:+447400123456', null],
  ['"07400 123456"', null],
  ['0740012345⁶', null],
  ['++447400123456', null],
  ['07400 123456\0', null],
  ['+', null],
  ['\u200b', null],
]

/** What is made of the right code, and how it is judged. */
const codes: readonly (readonly [
  what: string,
  type: (code: string) => string,
  verdict: 'right' | 'wrong' | 'no try',
])[] = [
  ['spaces around', (code) => ` ${code}\n`, 'right'],
  ['in groups', (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`, 'right'],
  ['dashes', (code) => [...code].join('\u2013'), 'right'],
  ['marks of direction', (code) => `\u202a${code}\u202c${lrm}`, 'right'],
  ['isolated', isolate, 'right'],
  ['unseen inside', (code) => [...code].join('\u200b\u2060\ufeff'), 'right'],
  ['a soft hyphen inside', (code) => [...code].join('\u00ad'), 'right'],
  ['the full stop of its sentence', (code) => `${code}.`, 'right'],
  ['an ideographic full stop', (code) => `${code}。`, 'right'],
  ['quotes', (code) => `"${code}"`, 'right'],
  ['curly quotes', (code) => `“${code}.”`, 'right'],
  ['other quotes', (code) => `«\u202f${code}\u202f»`, 'right'],
  ['corner brackets', (code) => `「${code}」`, 'right'],
  ['a code span', (code) => `\`${code}\``, 'right'],
  ['full-width digits', (code) => withDigitsFrom(0xff10, code), 'right'],
  ['Arabic digits', (code) => `\u200f${withDigitsFrom(0x660, code)}`, 'right'],
  ['Devanagari digits', (code) => withDigitsFrom(0x966, code), 'right'],
  ['digits of two scripts', (code) => code.slice(0, 3) + withDigitsFrom(0x6f0, code.slice(3)), 'right'],
  ['mathematical digits', (code) => withDigitsFrom(0x1d7d8, code), 'right'],
  ['a letter in front', (code) => `x${code}`, 'wrong'],
  ['a letter behind', (code) => `${code}a`, 'wrong'],
  ['a word', (code) => `code ${code}`, 'wrong'],
  ['a letter of another script', (code) => `${code}и`, 'wrong'],
  ['a comma', (code) => `${code},`, 'wrong'],
  ['one digit more', (code) => `${code}0`, 'wrong'],
  ['one digit fewer', (code) => code.slice(1), 'wrong'],
  ['a zero that is a letter', () => 'OOOOOO1', 'wrong'],
  ['words', () => 'hello', 'no try'],
  ['spaces alone', () => '   ', 'no try'],
  ['unseen alone', () => '\u200b\u2060', 'no try'],
  ['dashes alone', () => '------', 'no try'],
  ['roman numerals', () => 'ⅠⅡⅢ', 'no try'],
  ['letters that look like digits', () => 'OlOlOl', 'no try'],
]

function withDigitsFrom(zero: number, code: string): string {
  return code.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)))
}

describe.each(stores)('what people type and paste, with sessions %s', (_store, optionsOfStore) => {
  beforeEach(() => redis.flush())

  test.each([
    ['email', 'email', emails],
    ['phone_number', 'msisdn', numbers],
  ] as const)('%s', async (field, medium: Medium, table) => {
    const host = await startHost(plainHost, optionsOfStore())
    for (const [index, [typed, address]] of table.entries()) {
      const lookUps = host.lookUps.length
      const answer = await postRequestToken(host, medium, { [field]: typed, send_attempt: index })
      const about = JSON.stringify(typed)
      expect([about, answer.status]).toEqual([about, address === null ? 400 : 200])
      if (address === null) expectError(answer, 400, 'M_INVALID_PARAM')
      expect([about, ...host.lookUps.slice(lookUps)]).toEqual([
        about,
        ...(address === null ? [] : [{ medium, address }]),
      ])
    }
    // However it is typed: one session for each address, and mail to what the account stores.
    const stored = { email: ['alice@example.org', 'Strauß@Example.com'], msisdn: ['+447400123456'] }
    expect(new Set(host.outbox.messages.map(({ to }) => to))).toEqual(new Set(stored[medium]))
  })

  test.each(codes)('a code with %s', async (_what, type, verdict) => {
    const limits = { wrongCodesPerAddress: { max: 2, windowMs: 60_000 } } as const
    const host = await startHost(plainHost, { ...optionsOfStore(), email: { deliver: 'code' }, limits })
    const asked = await askForToken(host, 'email')
    const token = type(asked.token)
    if (verdict === 'right') {
      expect(await submitToken(host, asked, { token })).toMatchObject({ status: 200, body: { success: true } })
      expect(await host.passwordReset.validated(credentialsOf(asked))).not.toBeNull()
      return
    }
    // Twice is all that the address has; what is no try leaves both.
    for (let time = 0; time < 6; time += 1) {
      const gone = verdict === 'wrong' && time >= 2
      expectError(await submitToken(host, asked, { token }), 400, gone ? 'M_SESSION_EXPIRED' : 'M_TOKEN_INCORRECT')
    }
    const last = await submitToken(host, asked)
    if (verdict === 'wrong') expectError(last, 400, 'M_SESSION_EXPIRED')
    else expect(last).toMatchObject({ status: 200, body: { success: true } })
  })

  test('text without a digit is no try of a session, and of a dead one it tells nothing new', async () => {
    const host = await startHost(plainHost, { ...optionsOfStore(), tokens: { codeTries: 1 } })
    const asked = await askForToken(host, 'msisdn')
    for (let time = 0; time < 3; time += 1)
      expectError(await submitToken(host, asked, { token: 'hello' }), 400, 'M_TOKEN_INCORRECT')

    expectError(await submitToken(host, asked, { token: `${asked.token}0` }), 400, 'M_TOKEN_INCORRECT')
    expectError(await submitToken(host, asked, { token: 'hello' }), 400, 'M_SESSION_EXPIRED')
    expectError(
      await submitToken(host, { ...asked, client_secret: 'other' }, { token: 'hello' }),
      400,
      'M_SESSION_EXPIRED',
    )
  })

  test("a link's token may have white space around it, and none in it", async () => {
    const host = await startHost(plainHost, optionsOfStore())
    const asked = await askForToken(host, 'email')
    const inside = `${asked.token.slice(0, 5)} ${asked.token.slice(5)}`
    expectError(await submitToken(host, asked, { token: inside }), 400, 'M_TOKEN_INCORRECT')
    expectError(await submitToken(host, asked, { token: 'no-digit' }), 400, 'M_TOKEN_INCORRECT')
    expect(await submitToken(host, asked, { token: ` ${asked.token}${lrm}\n` })).toMatchObject({ status: 200 })
  })
})
