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
