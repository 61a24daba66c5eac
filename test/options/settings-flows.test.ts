import { createAccountPasswordRouter, createPasswordResetRouter, type Flow, type Limit } from '../../lib'
import { settingsFrom } from '../../lib/options/settings'
import { optionsWith } from './refusal'

const anHour = (max: number): Limit => ({ max, windowMs: 3_600_000 })

test('the password alone is what tokens are asked for where nothing is said', () => {
  expect([...settingsFrom(optionsWith({})).flows]).toEqual(['password'])
})

test.each<[Flow[], Limit | false]>([
  [['password'], false],
  [['password', 'register'], anHour(1_000)],
  [['3pid'], anHour(1_000)],
])('mails in all, with %j: %j', (flows, limit) => {
  expect(settingsFrom(optionsWith({ flows })).limits.emailsInAll).toEqual(limit)
  expect(settingsFrom(optionsWith({ flows, limits: { emailsInAll: anHour(7) } })).limits.emailsInAll).toEqual(anHour(7))
  expect(settingsFrom(optionsWith({ flows, limits: { emailsInAll: false } })).limits.emailsInAll).toBe(false)
  expect(settingsFrom(optionsWith({ flows, limits: false })).limits.emailsInAll).toBe(false)
})

test('the limits that were said to be the default', () => {
  const { limits } = settingsFrom(optionsWith({}))
  expect(limits).toMatchObject({
    wrongCodesPerNetwork: anHour(30),
    accountPasswordPerSession: { max: 120, windowMs: 60_000 },
    smsPerNetwork: anHour(20),
    emailsPerNetwork: anHour(30),
    noticesInAll: anHour(100),
  })
})

test('a router that sets passwords, of one that resets none, is a TypeError', () => {
  const passwordReset = createPasswordResetRouter(optionsWith({ flows: ['register', '3pid'] }))
  const make = () => createAccountPasswordRouter(passwordReset, { setPassword: () => undefined })
  expect(make).toThrow(TypeError)
  expect(make).toThrow(/flows.*'password'/)
})
