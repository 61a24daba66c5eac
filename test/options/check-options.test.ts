import { createPasswordResetRouter, memoryStore, outbox, type PasswordResetOptions } from '../../lib'
import { goodOptions, messageOf, optionsWith, refusalOf } from './refusal'

const factory = 'createPasswordResetRouter'
const send = async () => undefined

/** What each option, nested ones too, does not take; and words of the mend that the message must hold. */
const wrong: readonly (readonly [string, readonly unknown[], RegExp])[] = [
  [
    'publicBaseUrl',
    [undefined, null, 5, '', 'matrix.example.org', 'ftp://example.org', 'https://', 'https://a b', {}, []],
    /https:\/\//,
  ],
  [
    'publicBaseUrl',
    [
      'https://example.org/?a=b',
      'https://example.org/#a',
      'https://u:p@example.org',
      'javascript:alert(1)',
      ' https://a.org',
    ],
    /https:\/\//,
  ],
  ['accounts', [undefined, null, 'x', {}, { findByThreepid: 'x' }, () => null], /findByThreepid/],
  ['redis', ['redis://localhost', 5, {}, null], /ioredis/],
  ['secret', ['', 'short', 'x'.repeat(31), 5, {}, [], ['short'], null, [5]], /32 characters/],
  ['email', ['x', 5, [], null, () => null], /sender/],
  ['email.sender', [undefined, null, {}, 'x', { send: 'x' }], /send/],
  ['email.deliver', ['mail', '', 5, null, 'Link'], /'link'.*'code'/],
  ['sms', ['x', 5, [], null], /countries/],
  ['sms.sender', [undefined, null, {}, 'x', { send: 'x' }], /send/],
  ['sms.deliver', ['text', 5, null], /'link'.*'code'/],
  ['sms.countries', [undefined, null, [], 'GB', {}, 5], /\['GB'/],
  ['sms.countries[0]', [['gb'], ['GBR'], ['XX'], [5], [''], ['+44']], /'GB'/],
  ['identityServers', ['id.example.org', ['id.example.org'], 5, null], /trusted/],
  ['identityServers.trusted', [undefined, null, 'id.example.org', 5, {}], /\['id.example.org'\]/],
  ['identityServers.prefer', ['remote', 5, null], /'local'.*'proxy'/],
  ['identityServers.delegate', ['id.example.org', 5, null], /email.*msisdn/],
  ['identityServers.decide', ['local', {}, null], /function/],
  ['nextLink', ['https://app.example.org', [], 5, null], /origins/],
  ['nextLink.origins', ['https://app.example.org', {}, 5, null], /\['https:\/\/app.example.org'\]/],
  [
    'nextLink.origins[0]',
    [
      ['*'],
      ['https://*.example.org'],
      ['app.example.org'],
      ['http://app.example.org'],
      ['https://app.example.org/x'],
      ['org.example.app://open/x'],
      ['org.example.app://open?x'],
      ['org.example.app://open#x'],
      ['org.example.app:open'],
      ['myapp://'],
      ['org.example.app://u:p@open'],
      ['javascript://open'],
      ['intent://open'],
      ['android-app://org.example.app'],
      ['ws://app.example.org'],
      ['mailto://open'],
      [5],
    ],
    /https:.*scheme:\/\/host/,
  ],
  ['flows', ['password', {}, 5, null, [], ['register', 'register']], /'password', 'register', '3pid'/],
  ['flows', [['reset'], [5], [null], ['Password']], /'password', 'register' or '3pid'/],
  ['nextLink.appendSid', ['yes', 1, null], /true or false/],
  ['tokens', [5, 'x', [], null], /object/],
  ...['linkLifetimeMs', 'codeLifetimeMs', 'validatedLifetimeMs', 'sendLeaseMs'].map(
    (name) => [`tokens.${name}`, [999, 0, -1, 1_000.5, Infinity, NaN, '60000', null], /milliseconds/] as const,
  ),
  ['tokens.codeDigits', [5, 0, 6.5, '6', null, Infinity], /6/],
  ['tokens.codeTries', [0, -1, 1.5, '5', null, Infinity], /1/],
  ['limits', [5, 'none', [], null, true], /false/],
  ...[
    ...['requestTokenPerNetwork', 'sendsPerAddressAndNetwork', 'sendsPerAddress', 'submitTokenPerNetwork'],
    ...['accountPasswordPerNetwork', 'wrongCodesPerAddress', 'smsPerPrefix', 'smsPerCountry', 'smsInAll'],
    ...['noticesPerAddress', 'noticesInAll', 'smsPerNetwork', 'emailsPerNetwork', 'emailsInAll'],
    ...['wrongCodesPerNetwork', 'accountPasswordPerSession'],
  ].map((name) => [`limits.${name}`, [5, true, 'x', null, []], /max.*windowMs/] as const),
  ['unknownThreepid', ['hide', '', 5, null, true], /'reject'.*'conceal'.*'notify'/],
  ['allow3pid', [true, 'x', {}, null], /function/],
  ['identityPaths', ['yes', 0, null], /true or false/],
  ['path', ['', '/', 'reset', '/reset/', '/a b', '/a?b', '/a#b', 5, null, '/a\n', '/:x', '/*'], /path/],
  ['cors', ['*', 0, null], /true or false/],
  ['logger', [{}, 'x', null, { warn: send }, () => null], /warn.*error/],
  ['onEvent', ['x', {}, null], /function/],
  ['locale', [5, {}, '', null, []], /'de'/],
  ['brand', ['x', 5, [], null], /name/],
  ['brand.name', ['', 5, 'x'.repeat(61), null], /characters/],
  ['brand.logo', ['http://example.org/logo.png', 'javascript:alert(1)', 5, null], /https:/],
  ['brand.color', ['red', '#fff', 5, 'url(x)', null, '#0b5cad;}'], /#/],
  ['brand.support', ['help', 'javascript:alert(1)', 5, null], /mailto:/],
  ['store', [{}, 'x', null, { begin: send }], /SessionStore/],
]

/** `{ tokens: { codeDigits: value } }` of `tokens.codeDigits`, beside what is required there. */
function nested(path: string, value: unknown): object {
  const [name = '', field] = path.split('.')
  const inList = path.endsWith('[0]')
  if (field === undefined) return { [name]: value }
  const required: Record<string, object> = {
    email: { sender: { send } },
    sms: { sender: { send }, countries: ['GB'] },
    identityServers: { trusted: ['id.example.org'] },
  }
  return { [name]: { ...required[name], [inList ? field.slice(0, -'[0]'.length) : field]: value } }
}

describe('an option that is wrong', () => {
  test.each(wrong)('%s: %p', (path, values, mend) => {
    for (const value of values) {
      const message = refusalOf(nested(path, value))
      expect(message).toContain(`${factory}: `)
      expect(message).toContain(path.replace('[0]', ''))
      expect(message).toMatch(mend)
      expect(message).toMatch(/what came is|did you mean|there are/)
    }
  })

  test.each([
    [null, 'null'],
    [undefined, 'nothing'],
    [5, 'a number'],
    [true, 'a boolean'],
    [() => 1, 'a function'],
    [[1], 'a list'],
    [{ a: 1 }, 'an object'],
    ['', 'an empty string'],
    ['matrix', 'a string'],
  ])('the kind of value that came is named: %p is %s', (value, kind) => {
    expect(refusalOf({ publicBaseUrl: value })).toContain(kind)
  })

  test('all of them are told at once', () => {
    const message = refusalOf({ publicBaseUrl: 5, cors: 'x', tokens: { codeDigits: 3 }, nonsense: 1 })
    for (const name of ['publicBaseUrl', 'cors', 'tokens.codeDigits', 'nonsense']) expect(message).toContain(name)
  })

  test.each([[undefined], [null], ['https://matrix.example.org'], [5], [[]]])('its argument: %p', (argument) => {
    const message = messageOf(() => createPasswordResetRouter(argument as unknown as PasswordResetOptions))
    expect(message).toMatch(/publicBaseUrl.*accounts/)
  })

  test('what is required and missing is named', () => {
    const message = messageOf(() => createPasswordResetRouter({} as PasswordResetOptions))
    expect(message).toContain('publicBaseUrl')
    expect(message).toContain('accounts')
  })
})

describe('an option that there is not', () => {
  test.each([
    [{ publicBaseURL: 'https://matrix.example.org' }, 'publicBaseURL', 'publicBaseUrl'],
    [{ Secret: 'x' }, 'Secret', 'secret'],
    [{ onevent: send }, 'onevent', 'onEvent'],
    [{ identityServer: {} }, 'identityServer', 'identityServers'],
    [{ unknownThreePid: 'reject' }, 'unknownThreePid', 'unknownThreepid'],
    [{ tokens: { codeLifetimeMS: 1_000 } }, 'tokens.codeLifetimeMS', 'codeLifetimeMs'],
    [{ tokens: { codeLifetime: 1_000 } }, 'tokens.codeLifetime', 'codeLifetimeMs'],
    [{ flow: ['register'] }, 'flow', 'flows'],
    [{ limits: { wrongCodePerNetwork: false } }, 'limits.wrongCodePerNetwork', 'wrongCodesPerNetwork'],
    [{ limits: { emailsPerNetworks: false } }, 'limits.emailsPerNetworks', 'emailsPerNetwork'],
    [{ limits: { sendsPerAdress: false } }, 'limits.sendsPerAdress', 'sendsPerAddress'],
    [{ limits: { sendsPerAddress: { max: 1, windowMS: 1 } } }, 'limits.sendsPerAddress.windowMS', 'windowMs'],
    [{ email: { sender: { send }, delivery: 'link' } }, 'email.delivery', 'deliver'],
    [{ sms: { sender: { send }, countries: ['GB'], countrys: 'GB' } }, 'sms.countrys', 'countries'],
    [{ nextLink: { origin: [] } }, 'nextLink.origin', 'origins'],
  ])('%j: what was meant is told', (others, name, meant) => {
    const message = refusalOf(others)
    expect(message).toContain(`\`${name}\``)
    expect(message).toContain(`\`${meant}\``)
  })

  test('one that is like none: those that there are', () => {
    const message = refusalOf({ somethingElse: true })
    for (const name of ['somethingElse', 'publicBaseUrl', 'accounts', 'redis', 'store']) expect(message).toContain(name)
  })

  test.each(['__proto__', 'constructor', 'toString'])('%s is one as well', (name) => {
    const others = JSON.parse(`{"${name}": {"a": 1}}`) as object
    const options = Object.assign(Object.create(null) as object, optionsWith({}))
    Object.defineProperty(options, name, { value: Reflect.get(others, name), enumerable: true })
    expect(messageOf(() => createPasswordResetRouter(options))).toContain(name)
  })
})

describe('options that exclude or need each other', () => {
  const redis = { evalsha: send, eval: send }

  test.each(['conceal', 'notify'])("unknownThreepid '%s' with identityServers", (unknownThreepid) => {
    const message = refusalOf({ unknownThreepid, identityServers: { trusted: ['id.example.org'] } })
    expect(message).toContain('unknownThreepid')
    expect(message).toContain('identityServers')
  })

  test("'reject' goes with identityServers", () => {
    const others = { unknownThreepid: 'reject', identityServers: { trusted: ['id.example.org'] } }
    expect(createPasswordResetRouter(optionsWith(others))).toBeInstanceOf(Function)
  })

  test('redis with store', () => {
    const message = refusalOf({ redis, store: memoryStore() })
    expect(message).toMatch(/redis.*store/)
  })

  test.each([
    ['redis', { redis, store: undefined }],
    ['store', { store: memoryStore() }],
  ])('%s without a secret', (name, others) => {
    const message = refusalOf({ ...others, secret: undefined })
    expect(message).toContain('secret')
    expect(message).toContain(name)
    expect(message).toContain('32 characters')
  })

  test('in memory no secret is needed; and several may be given', () => {
    const made = [
      { store: undefined, secret: undefined },
      { store: undefined, secret: 'x'.repeat(32) },
      { secret: ['x'.repeat(32), 'y'.repeat(40)] },
    ].map((others) => createPasswordResetRouter(optionsWith(others)))
    for (const router of made) expect(router).toBeInstanceOf(Function)
  })

  test('each of several secrets is long enough', () => {
    expect(refusalOf({ secret: ['x'.repeat(32), 'too short'] })).toContain('secret')
  })

  test('delegate names an entry of trusted', () => {
    const message = refusalOf({
      identityServers: { trusted: ['id.example.org'], delegate: { email: 'other.example' } },
    })
    expect(message).toContain('delegate')
    expect(message).toContain('trusted')
  })

  test.each([['id.example.org/path'], ['https://user:pw@id.example.org'], [''], ['*.example.org'], ['id example']])(
    'trusted does not take %p',
    (name) => {
      expect(refusalOf({ identityServers: { trusted: [name] } })).toContain('identityServers.trusted')
    },
  )
})

describe('what no message holds', () => {
  const secret = 'hunter2-hunter2'

  test.each([
    { secret },
    { secret: [secret] },
    { secret: { [secret]: 1 } },
    { secrets: secret },
    { redis: `redis://:${secret}@localhost` },
    { publicBaseUrl: `https://user:${secret}@example.org` },
    { email: { sender: secret } },
    { email: { sender: { apiKey: secret } } },
    { email: secret },
    { brand: { name: secret.repeat(10) } },
    { nextLink: { origins: [`https://u:${secret}@example.org`] } },
    { identityServers: { trusted: [`https://u:${secret}@example.org`] } },
    { identityServers: { trusted: ['id.example.org'], delegate: { email: secret } } },
    { store: { url: secret } },
  ])('a value: %j', (others) => {
    expect(refusalOf(others)).not.toContain(secret)
  })
})

describe('what is absent', () => {
  test('an option that is undefined is absent, nested ones too', () => {
    const names = ['redis', 'email', 'sms', 'identityServers', 'nextLink', 'tokens', 'limits', 'unknownThreepid']
    const more = ['allow3pid', 'identityPaths', 'path', 'cors', 'onEvent', 'locale', 'brand', 'messages']
    const absent = Object.fromEntries([...names, ...more].map((name) => [name, undefined]))
    expect(createPasswordResetRouter(optionsWith(absent))).toBeInstanceOf(Function)
    const nestedOnes = {
      email: { sender: outbox().email, deliver: undefined },
      sms: { sender: outbox().sms, countries: ['GB'], deliver: undefined, autofill: undefined },
      identityServers: { trusted: ['id.example.org'], prefer: undefined, delegate: undefined, decide: undefined },
      nextLink: { origins: undefined, appendSid: undefined },
      tokens: { codeDigits: undefined, linkLifetimeMs: undefined },
      limits: { sendsPerAddress: undefined },
      brand: { name: undefined, logo: undefined },
    }
    expect(createPasswordResetRouter(optionsWith(nestedOnes))).toBeInstanceOf(Function)
  })

  test('the least that there is: publicBaseUrl and accounts', () => {
    const { publicBaseUrl, accounts, logger } = goodOptions()
    expect(createPasswordResetRouter({ publicBaseUrl, accounts, ...(logger && { logger }) })).toBeInstanceOf(Function)
  })

  test('what is given is not changed', () => {
    const options = optionsWith({ tokens: { codeDigits: 8 }, limits: { smsInAll: false } })
    const frozen = Object.freeze({ ...options, tokens: Object.freeze({ codeDigits: 8 }) })
    createPasswordResetRouter(frozen)
    expect(Object.keys(frozen)).toEqual(Object.keys(options))
  })
})
