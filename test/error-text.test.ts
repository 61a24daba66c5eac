import { describeError, errorText, type ErrorFields } from '../lib/error-text'
import { PrivateValues } from '../lib/private-values'
import { spellingsOf } from './spellings'

function privateValues(...values: readonly unknown[]): PrivateValues {
  const made = new PrivateValues()
  made.add(...values)
  return made
}

const told = (message: string, ...values: readonly unknown[]) =>
  describeError(new Error(message), privateValues(...values)).error

describe('what the request brought goes', () => {
  const values = [
    'Alice.B+x@Example.org',
    'a-client-secret',
    'correct horse "battery" <staple> 100% & more',
    'pässwörd ☃ 𝄞',
    '@alice:example.org',
    '07400 123456',
    '123456',
    'C:\\users\\alice',
    "it's",
    'İstanbul ΑΣ',
  ]

  test.each(values)('in every form: %s', (value) => {
    for (const [form, spelling] of spellingsOf(value)) {
      const line = told(`in front <${spelling}> behind`, value)
      expect([form, line.includes(spelling)]).toEqual([form, false])
      expect([form, line]).toEqual([form, expect.stringMatching(/^Error: in front <.*\[private\].*> behind$/)])
    }
  })

  test.each(['+44 7400 123456', '447400123456', '0044-7400-123-456', '(07400) 12 34 56', '7400.123.456'])(
    'a number however it is grouped: %s',
    (written) => expect(told(`to ${written}: no`, '07400 123456', '447400123456')).not.toMatch(/\d{2}/),
  )

  test('an address by the name in front of its @, where that stands by itself', () => {
    expect(told('no mailbox alice here', 'alice@example.org')).toBe('Error: no mailbox [private] here')
    expect(told('malice', 'alice@example.org')).toBe('Error: malice')
  })

  test('a value that was cut, by the bound or by whoever quoted it', () => {
    const password = 'a password of more than sixteen characters'
    for (let length = 1; length < password.length; length += 1) {
      const line = told('x'.repeat(2_000 - length) + password, password)
      expect(line).toMatch(/^Error: x+\[private\]$/)
    }
    expect(told(`Unexpected token in "${password.slice(0, 20)}…"`, password)).toBe(
      'Error: Unexpected token in "[private]…"',
    )
  })

  test('with everything, where a value has fewer than four characters', () => {
    for (const short of ['abc', 'a', '☃☃☃']) {
      const error = Object.assign(new TypeError(`wrong: ${short}`), { code: 'ECONNREFUSED' })
      const line = describeError(error, privateValues(short))
      expect(line).toMatchObject({ error: 'TypeError: [withheld]', code: 'ECONNREFUSED' })
      expect(line.at?.[0]).toContain('error-text.test.ts')
    }
  })

  test('at any depth of a body, and numbers; not what names nobody', () => {
    const body = { auth: { type: 'm.login.email.identity', deep: [{ x: 'hidden-value' }] }, pin: 987654, country: 'GB' }
    expect(
      told('hidden-value 987654 GB m.login.email.identity', { ...body, send_attempt: 1, id_server: 'id.example' }),
    ).toBe('Error: [private] [private] GB m.login.email.identity')
  })

  test('a body that cannot be looked through is not quoted at all', () => {
    const trap = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    const wide = Array.from({ length: 3_000 }, (_item, index) => `value ${index}`)
    for (const body of [trap, wide]) expect(told('value', { body })).toBe('Error: [withheld]')
    const ring: { self?: unknown; text: string } = { text: 'in a ring' }
    ring.self = ring
    expect(told('in a ring', ring)).toBe('Error: [private]')
    let deep: unknown = 'at the bottom'
    for (let level = 0; level < 1_500; level += 1) deep = [deep]
    expect(told('at the bottom', { deep })).toBe('Error: [private]')
  })

  test('from codes, names and frames too', () => {
    const error = new Error('no')
    Object.assign(error, {
      code: 'secret_value',
      name: 'secret_value',
      stack: 'Error: no\n    at secret_value (/a.js:1:2)',
    })
    expect(describeError(error, privateValues('secret_value'))).toEqual({
      error: '[private]: no',
      at: ['[private] (/a.js:1:2)'],
    })
  })
})

describe('what looks as if it let one in, or named somebody, goes', () => {
  test.each([
    ['550 5.1.1 <alice@example.org>: no such user', 'alice'],
    ['User "Strauß@Example.com" rejected', 'Strauß'],
    ['request to https://mail.example/send?to=alice%40example.org&code=1 failed', 'alice'],
    [`${'x '.repeat(246)}alice@example.org`, 'alice'],
    ['duplicate key (email)=(a.b+c@x.example.org)', 'a.b+c'],
    ['Invalid number +44 7400 123456', '123456'],
    ['https://x.example.org/confirm?token=Ft8T_L9sUX7g1k1TRkATjpj0nWBdynpi', 'Ft8T'],
    ['a link token Ft8T_L9sUX7g1k1TRkATjpj0nWBdynpi', 'Ft8T'],
    [`sid ${'a'.repeat(22)}.${'b'.repeat(22)}.${'c'.repeat(11)}`, 'aaa'],
    ['Authorization: Bearer SG.abcdefghijklmnopqrstuvwxyz', 'abcdef'],
    ['Authorization: Basic dXNlcjpwYXNz', 'dXNl'],
    ['redis://:a-password@10.0.0.1:6379 is away', 'a-password'],
    ['no such user @somebody:matrix.example.org', 'somebody'],
    ['POST /x?client_secret=whatever&y=1', 'whatever'],
  ])('%s', (message, secret) => {
    expect(told(message)).not.toContain(secret)
  })

  test.each([
    'connect ECONNREFUSED 127.0.0.1:6379',
    'getaddrinfo ENOTFOUND smtp.example.org',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    "Hostname/IP does not match certificate's altnames: Host: mail.example.org. is not in the cert's altnames",
    'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.',
    'Error while sending to /usr/lib/node_modules/.pnpm/ioredis@5.11.0/node_modules/ioredis/built/index.js',
    'ERR script f1d2d2f924e986ac86fdf7b36c94bcdf32beec15 not found',
    'the SMTP server answered 535 to AUTH PLAIN',
    'UnhandledPromiseRejectionWarningFromSomewhere',
  ])('what an operator looks for stays: %s', (message) => {
    expect(told(message, 'alice@smtp.example.org', 'a-client-secret', '123456')).toBe(`Error: ${message}`)
  })
})

describe('what an error is', () => {
  class StoreUnavailableError extends Error {
    override name = 'StoreUnavailableError'
  }

  test('is its class, its code and where it was thrown, whatever a client calls its secret', () => {
    const error = Object.assign(new StoreUnavailableError('away'), { code: 'ECONNREFUSED' })
    const line = describeError(error, privateValues('StoreUnavailableError', 'ECONNREFUSED', 'unavailable'))
    expect(line).toMatchObject({ error: 'StoreUnavailableError: away', code: 'ECONNREFUSED' })
    expect(line.at?.length).toBeGreaterThan(0)
    expect(line.at?.length).toBeLessThanOrEqual(3)
    expect(line.at?.[0]).toContain('error-text.test.ts')
  })

  test('has its frames taken from behind the message', () => {
    const error = new Error('quoting:\n    at password (correct:1:1)\n    at horse (battery:2:2)')
    expect(JSON.stringify(describeError(error).at)).not.toMatch(/password|horse/)
  })

  test('is followed five deep, in rings and lists', () => {
    let error = new Error('bottom')
    for (let level = 6; level >= 0; level -= 1) error = new Error(`level ${level}`, { cause: error })
    expect(JSON.stringify(describeError(error))).toContain('level 5')
    expect(JSON.stringify(describeError(error))).not.toContain('level 6')
    const ring = new Error('ring')
    ring.cause = ring
    expect(describeError(ring)).not.toHaveProperty('cause')
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:6379'), { code: 'ECONNREFUSED' })
    const parts: ErrorFields = describeError(new AggregateError([refused, refused, refused]))
    expect(parts).toMatchObject({ error: 'AggregateError', errors: [{ code: 'ECONNREFUSED' }] })
    expect(
      describeError(new Error('x', { cause: new Error('of alice-secret') }), privateValues('alice-secret')),
    ).toMatchObject({
      cause: { error: 'Error: of [private]' },
    })
  })

  test('is read without harm where reading throws', () => {
    const fail = () => {
      throw new Error('trap')
    }
    const trapped = new Proxy(new Error('x'), { get: fail, getPrototypeOf: fail })
    expect(() => describeError(trapped)).not.toThrow()
    const error = Object.defineProperty(new TypeError('x'), 'message', { get: fail })
    expect(describeError(error).error).toBe('TypeError')
  })

  test('keeps where it was thrown if its message is no text, and nothing of that message', () => {
    const error = new RangeError('alice-secret away')
    expect(error.stack).toContain('alice-secret')
    Object.assign(error, { message: { of: 'alice-secret' } })
    const line = describeError(error, privateValues('alice-secret'))
    expect(line.error).toBe('RangeError')
    expect(line.at?.[0]).toContain('error-text.test.ts')
    expect(JSON.stringify(line)).not.toContain('alice-secret')
  })

  test('is called an Error if no class made it', () => {
    const error: object = Object.assign(Object.create(null) as object, { message: 'away', code: 7 })
    expect(describeError(error)).toEqual({ error: 'Error: away', code: 7 })
    expect(describeError(error, privateValues('the 7 of hearts', '7'))).not.toHaveProperty('code')
    expect(errorText(Object.create({ constructor: { name: 'Planted' } }))).toBe('Error')
  })

  test('is on one line and bounded, without what turns a terminal', () => {
    expect(errorText(new TypeError('connect ECONNREFUSED\nredis:6379\u001b[31m\u202e!'))).toBe(
      'TypeError: connect ECONNREFUSED redis:6379 [31m !',
    )
    expect(errorText(new Error('x '.repeat(5_000))).length).toBeLessThanOrEqual(500)
    expect(describeError(new Error('x '.repeat(5_000))).error.length).toBeLessThan(2_100)
  })

  test('says no more than the kind of what is no error', () => {
    expect(errorText('alice@example.org')).toBe('threw string')
    expect(errorText(null)).toBe('threw null')
    expect(errorText({ token: 'x' })).toBe('threw object')
  })
})

test('takes a moment, whatever it is given', () => {
  const nasty = [
    'a',
    '@',
    'a@',
    '1 ',
    '%40',
    '\\',
    '&',
    '=',
    '+1 ',
    'a.',
    'a-',
    ':',
    '=41',
    'Bearer ',
    '\u0000',
    'é',
    '\u202e',
  ]
  const values = privateValues(
    ...Array.from({ length: 290 }, (_value, index) => `\\u0061%41&amp;=${index}${'a'.repeat(30)}`),
  )
  const startedAt = performance.now()
  for (const unit of nasty) {
    const error = new Error(unit.repeat(200_000))
    error.name = unit.repeat(200_000)
    describeError(error, values)
  }
  // Some 200 ms here; a name of 200,000 characters once took 92 s.
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})
