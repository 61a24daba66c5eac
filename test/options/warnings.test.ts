import { createPasswordResetRouter } from '../../lib'
import { optionsWith, quiet } from './refusal'

interface Warning {
  readonly fields: object
  readonly message: string
}

/** What the factory warns of; it says nothing in other tones. */
function warningsOf(others: object): Warning[] {
  const warnings: Warning[] = []
  const unwanted = () => {
    throw new Error('The factory only warns')
  }
  const warn = (fields: object, message: string) => void warnings.push({ fields, message })
  createPasswordResetRouter(optionsWith({ logger: { ...quiet, error: unwanted, warn }, ...others }))
  return warnings
}

const inMemory = { store: undefined, secret: undefined }
const countries = (...names: string[]) => ({ sms: { sender: { send: async () => undefined }, countries: names } })

test('nothing, where there is nothing to warn of', () => {
  expect(warningsOf({})).toEqual([])
})

test('sessions in memory: once', () => {
  const warnings = warningsOf(inMemory)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(/memory/)
})

test.each([
  'http://matrix.example.org',
  'http://10.0.0.1:8008/chat',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
])('%s: once', (publicBaseUrl) => {
  const warnings = warningsOf({ publicBaseUrl })
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(/publicBaseUrl.*https/)
})

test.each([
  'http://localhost:8008',
  'http://127.0.0.1',
  'http://[::1]:8008',
  'http://127.1.2.3/chat',
  'https://matrix.example.org',
])('%s: not at all', (publicBaseUrl) => {
  expect(warningsOf({ publicBaseUrl })).toEqual([])
})

test('a territory whose numbers are taken for a neighbour’s: once each, with what to name', () => {
  const warnings = warningsOf(countries('GB', 'AX', 'IE'))
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(/sms\.countries.*\bAX\b.*\bFI\b/)
  expect(warningsOf(countries('GB', 'US', 'FR', 'IE', 'FI'))).toEqual([])
})

test('one of all of them, and no value of a secret in any', () => {
  const secret = 's'.repeat(40)
  const all = { ...inMemory, secret, publicBaseUrl: 'http://matrix.example.org', ...countries('AX') }
  const warnings = warningsOf(all)
  expect(warnings).toHaveLength(3)
  expect(JSON.stringify(warnings)).not.toContain(secret)
})

test('each router warns for itself', () => {
  expect(warningsOf(inMemory)).toHaveLength(1)
  expect(warningsOf(inMemory)).toHaveLength(1)
})

describe('a secret that can be guessed', () => {
  test.each(['x'.repeat(64), 'ab'.repeat(20), '0123456789abcdef'.repeat(2), '1112223334441112223334441112223334'])(
    '%s: once, without its value',
    (secret) => {
      const warnings = warningsOf({ secret })
      expect(warnings).toHaveLength(1)
      expect(warnings[0]?.message).toMatch(/secret.*openssl rand/)
      expect(JSON.stringify(warnings)).not.toContain(secret)
      expect(warningsOf({ secret: ['a secret of more than 32 characters', secret] })).toHaveLength(1)
    },
  )

  test.each([
    '9f86d081884c7d659a2feaa0c55ad015',
    'correct horse battery staple, and more',
    'k7'.padEnd(16, 'xQz9-_') + 'another half of it',
  ])('%s: not at all', (secret) => expect(warningsOf({ secret })).toEqual([]))
})

test('neither a sender nor an identity server: once', () => {
  const none = { email: undefined, sms: undefined }
  const warnings = warningsOf(none)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(/`email` or `sms`.*identity server/)
  expect(warningsOf({ ...none, identityServers: { trusted: ['id.example.org'] } })).toEqual([])
})

test('a locale without words: once, with those there are', () => {
  const warnings = warningsOf({ locale: 'sv-SE' })
  expect(warnings).toHaveLength(1)
  expect(warnings[0]?.message).toMatch(/locale.*en, de.*messages\.words/)
  for (const locale of ['de', 'de-AT', 'EN_gb', () => 'sv']) expect(warningsOf({ locale })).toEqual([])
})

describe('a sender that may take longer than a send is waited for', () => {
  const sender = (timeoutMs: number) => ({ send: async () => undefined, timeoutMs })

  test.each([
    ['email', { email: { sender: sender(24_001) } }],
    ['sms', { sms: { sender: sender(24_001), countries: ['GB'] } }],
    ['email', { email: { sender: sender(8_001) }, tokens: { sendLeaseMs: 10_000 } }],
  ])('%s: once, with both ways out', (option, options) => {
    const warnings = warningsOf(options)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.message).toMatch(new RegExp(`^${option}\\.sender: .*lower timeoutMs, or raise sendLeaseMs$`))
  })

  test('as long as that: not at all', () => {
    expect(warningsOf({ email: { sender: sender(24_000) } })).toEqual([])
    expect(warningsOf({ email: { sender: sender(8_000) }, tokens: { sendLeaseMs: 10_000 } })).toEqual([])
  })
})
