import { errorText } from '../lib/error-text'

describe('what a log line holds of an error', () => {
  test.each([
    ['550 5.1.1 <alice@example.org>: no such user', 'alice'],
    ['User "Strauß@Example.com" rejected', 'Strauß'],
    ['request to https://mail.example/send?to=alice%40example.org&code=1 failed', 'alice'],
    [`${'x '.repeat(246)}alice@example.org`, 'alice'],
    ['duplicate key (email)=(a.b+c@x.example.org)', 'a.b+c'],
    ['Invalid number +44 7400 123456', '123456'],
    ['Invalid number 447400123456', '7400'],
    ['code 123456 was wrong', '123456'],
    ['https://x.example.org/confirm?token=Ft8T_L9sUX7g1k1TRkATjpj0nWBdynpi', 'Ft8T'],
    ['Authorization: Bearer SG.abcdefghijklmnopqrstuvwxyz', 'abcdef'],
  ])('is not what names a person or lets one in: %s', (message, secret) => {
    expect(errorText(new Error(message))).not.toContain(secret)
  })

  test('is the name, and enough of the words to act on, on one line and bounded', () => {
    expect(errorText(new TypeError('connect ECONNREFUSED\nredis:6379'))).toBe(
      'TypeError: connect ECONNREFUSED redis:6379',
    )
    expect(errorText(new Error('x '.repeat(5_000))).length).toBeLessThan(600)
  })

  test('says no more than the kind of what is no error', () => {
    expect(errorText('alice@example.org')).toBe('threw string')
    expect(errorText(null)).toBe('threw null')
  })
})
