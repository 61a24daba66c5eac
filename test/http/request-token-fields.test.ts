import fc from 'fast-check'
import { expectError } from './answers'
import { hostKinds, plainHost, startHost, type TestHost } from '../host/host'
import { clientSecret, postRequestToken, tokenRequest } from './flow'

const media = ['email', 'msisdn'] as const

describe.each(hostKinds)('fields of requestToken on a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })
  afterEach(() => {
    expect(host.outbox.messages).toEqual([])
    expect(host.lookUps).toEqual([])
  })

  const strings = { email: ['email', 'client_secret'], msisdn: ['country', 'phone_number', 'client_secret'] }
  test.each(media)('%s: only strings pass for strings', async (medium) => {
    for (const field of [...strings[medium], 'next_link', 'id_server', 'id_access_token']) {
      const { [field]: good = 'https://matrix.example.org/' } = tokenRequest(medium)
      for (const value of [[good], [], { 0: good }, { toString: 'x' }, 5, true, false])
        expectError(await postRequestToken(host, medium, { [field]: value }), 400, 'M_BAD_JSON')
    }
    for (const value of ['1', '', true, [1], {}, 'NaN'])
      expectError(await postRequestToken(host, medium, { send_attempt: value }), 400, 'M_BAD_JSON')
  })

  test.each(media)('%s: a required field that is null is of the wrong type', async (medium) => {
    for (const field of [...strings[medium], 'send_attempt'])
      expectError(await postRequestToken(host, medium, { [field]: null }), 400, 'M_BAD_JSON')
  })

  test.each(media)('%s: each required field is missed', async (medium) => {
    for (const field of [...strings[medium], 'send_attempt'])
      expectError(await postRequestToken(host, medium, { [field]: undefined }), 400, 'M_MISSING_PARAM')
    expectError(await host.agent.post(host.requestTokenPath(medium)).send({}), 400, 'M_MISSING_PARAM')
  })

  test.each(media)('%s: what is inherited is not there', async (medium) => {
    const { client_secret, ...others } = tokenRequest(medium)
    const body = JSON.stringify(others).replace('{', `{"__proto__": {"client_secret": "${String(client_secret)}"},`)
    const headers = { 'Content-Type': 'application/json' }
    const answer = await host.raw({ path: host.requestTokenPath(medium), headers, body })
    expectError(answer, 400, 'M_MISSING_PARAM')
  })

  test.each(media)('%s: client_secret out of its grammar', async (medium) => {
    const bad = [
      '',
      ' ',
      'a b',
      'a'.repeat(256),
      'abc\n',
      '\nabc',
      'a/b',
      'a+b',
      'ä',
      'a\u0000',
      '\ud800',
      'a:b',
      'a%b',
    ]
    for (const client_secret of bad)
      expectError(await postRequestToken(host, medium, { client_secret }), 400, 'M_INVALID_PARAM')
  })

  test.each(media)('%s: send_attempt out of its grammar', async (medium) => {
    for (const number of ['1.5', '-1', '9007199254740992', '1e400', '-1e400', '0.1', '1e-7']) {
      const body = JSON.stringify(tokenRequest(medium)).replace('"send_attempt":1', `"send_attempt":${number}`)
      const headers = { 'Content-Type': 'application/json' }
      const answer = await host.raw({ path: host.requestTokenPath(medium), headers, body })
      expectError(answer, 400, 'M_INVALID_PARAM')
    }
  })

  test('email addresses that mail is not sent to', async () => {
    const bad = [
      ...['', 'alice', '@example.org', 'alice@', 'alice@localhost', 'alice@example', 'alice@@example.org'],
      ...[
        'alice@example.org@evil.example',
        'alice@evil.example@example.org',
        'alice@example.org\n.evil.example',
        'alice @example.org',
      ],
      ...['alice@example.org, eve@evil.example', 'alice@example.org,eve@evil.example', '<alice@example.org>'],
      ...['"alice"@example.org', 'alice(x)@example.org', 'alice@[127.0.0.1]', 'Alice <alice@example.org>'],
      ...['alice@example.org\r\nBcc: eve@evil.example', 'alice\u0000@example.org', 'alice@example..org'],
      ...['.alice@example.org', 'alice.@example.org', `${'a'.repeat(65)}@example.org`, '\ud800@example.org'],
      ...[`alice@${'a'.repeat(60)}.${'b.'.repeat(100)}org`, 'alice@example.org.', 'alice\u200b@example.org'],
    ]
    for (const email of bad) expectError(await postRequestToken(host, 'email', { email }), 400, 'M_INVALID_PARAM')
  })

  test('countries that are none, and numbers that cannot be texted', async () => {
    for (const country of ['', 'gb', 'GBR', 'XX', 'ZZ', 'G', 'GB\n', '44', '__proto__', 'constructor'])
      expectError(await postRequestToken(host, 'msisdn', { country }), 400, 'M_INVALID_PARAM')
    // Too short, too long, a landline, premium rate, freephone, a pager, letters, an extension, two numbers.
    const bad = [
      ...['', '1', '123', '07400123456789', '020 7946 0018', '0909 8790000', '0800 123 4567', '07640 123456'],
      ...['0740012345a', '07400123456x5', '07400123456;ext=5', '07400123456,07400123457', '+', '++447400123456'],
      ...['07400123456\n07400123457', '\u000007400123456', 'tel:+447400123456', '7'.repeat(300)],
    ]
    for (const phone_number of bad)
      expectError(await postRequestToken(host, 'msisdn', { phone_number }), 400, 'M_INVALID_PARAM')
  })

  test('a country that is not on the list, however it is dialled', async () => {
    const dialled = [
      { country: 'US', phone_number: '(201) 555-0123' },
      { country: 'FR', phone_number: '06 12 34 56 78' },
      { country: 'GB', phone_number: '+33 6 12 34 56 78' },
      { country: 'GB', phone_number: '00 33 6 12 34 56 78' },
    ]
    for (const fields of dialled) expectError(await postRequestToken(host, 'msisdn', fields), 403, 'M_THREEPID_DENIED')
  })
})

test('no string outside of its grammar passes for a client_secret, and every one within does', async () => {
  const host = await startHost(plainHost)
  const grammar = /^[0-9a-zA-Z.=_-]+$/
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), async (client_secret) => {
      fc.pre(!grammar.test(client_secret))
      expectError(await postRequestToken(host, 'email', { client_secret }), 400, 'M_INVALID_PARAM')
    }),
    { numRuns: 40 },
  )
  const letters = [...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.=_-']
  const secret = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 255 })
  await fc.assert(
    fc.asyncProperty(secret, async (client_secret) => {
      expect((await postRequestToken(host, 'email', { client_secret })).status).toBe(200)
    }),
    { numRuns: 10 },
  )
  expect(clientSecret).toMatch(grammar)
})
