import { createRequire } from 'node:module'
import { loadPeer } from '../../lib/senders/peer'
import { sendgridSender } from '../../lib/senders/sendgrid'
import { smtpSender } from '../../lib/senders/smtp'
import { vonageSender } from '../../lib/senders/vonage'

// Jest can't load the ES modules that Vonage's SDK requires; no factory uses them.
jest.mock('node-fetch', () => ({ __esModule: true, default: () => undefined }))
jest.mock('uuid', () => ({ v4: () => '' }))

const from = 'Example <reset@example.org>'
const sendgrid = { apiKey: 'SG.hush', from }
const smtp = { url: 'smtps://user:hush@mail.example.org', from }
const vonage = { apiKey: 'key', apiSecret: 'hush', from: 'Example' }

/** Options as a caller without types gives them. */
function messageOf(make: (options: never) => unknown, options: unknown): string {
  try {
    make(options as never)
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).not.toMatch(/hush/)
    expect(error).not.toHaveProperty('input')
    return (error as Error).message
  }
  return 'made'
}

test('good options are taken', () => {
  for (const good of [
    'reset@example.org',
    '"Example, Inc." <reset@example.org>',
    'Beispiel für alle <reset@localhost>',
  ])
    expect(messageOf(sendgridSender, { ...sendgrid, from: good, timeoutMs: 1_000 })).toBe('made')

  for (const url of ['smtp://localhost', 'smtp://[::1]:2525/', 'smtps://a%40b:c%3Ad@mail.example.org:465'])
    expect(messageOf(smtpSender, { ...smtp, url, allowPlaintext: true, tls: {} })).toBe('made')

  for (const auth of [
    { user: 'user', pass: 'hush', method: 'LOGIN' },
    { type: 'OAuth2', user: 'user', clientId: 'id', clientSecret: 'hush', refreshToken: 'hush' },
    { type: 'OAuth2', user: 'user', serviceClient: 'id', privateKey: 'hush' },
  ]) {
    const more = { name: '[192.0.2.1]', replyTo: 'Help <help@example.org>', envelopeFrom: 'bounces@example.org', auth }
    expect(messageOf(smtpSender, { ...smtp, url: 'smtps://mail.example.org', ...more })).toBe('made')
  }
  // What a person types without percent-encoding, and a URL can still be read from.
  expect(messageOf(smtpSender, { ...smtp, url: 'smtps://me@example.org:h@sh@mail.example.org' })).toBe('made')
  expect(messageOf(vonageSender, { ...vonage, from: { default: 'Example', US: '12025550123' } })).toBe('made')
  for (const good of ['447700900000', '+447700900000', 'Example-1'])
    expect(messageOf(vonageSender, { ...vonage, from: good, baseUrl: 'https://rest.example' })).toBe('made')
})

test.each([
  ['apiKey', undefined, 'nothing'],
  ['apiKey', '', 'an empty string'],
  ['apiKey', 12, 'a number'],
  ['apiKey', 'hush\r\nX-Other: 1', 'another string'],
  ['from', undefined, 'nothing'],
  ['from', 'reset', 'another string'],
  ['from', 'reset@example.org, eve@evil.example', 'another string'],
  ['from', 'a\r\nBcc: eve@evil.example <reset@example.org>', 'another string'],
  ['from', 'Example <reset@example.org\n>', 'another string'],
  ['from', '"a" b" <reset@example.org>', 'another string'],
  ['from', { email: 'reset@example.org' }, 'an object'],
  ['baseUrl', 'api.sendgrid.com', 'another string'],
  ['baseUrl', 'ftp://example.org', 'another string'],
  ['baseUrl', 'https://user:hush@example.org', 'another string'],
  ['baseUrl', 'https://example.org?hush', 'another string'],
  ['timeoutMs', 999, 'a number'],
  ['timeoutMs', 1_000.5, 'a number'],
  ['timeoutMs', Infinity, 'a number'],
  ['timeoutMs', '5000', 'another string'],
  ['replyTo', 'a@example.org, b@example.org', 'another string'],
  ['replyTo', 'hilfe-für-alle@example.org', 'another string'],
  ['categories', 'reset', 'another string'],
  ['categories', Array.from({ length: 11 }, (_, index) => `c${String(index)}`), 'an array'],
  ['categories', ['für'], 'an array'],
  ['bypassUnsubscribes', 'no', 'another string'],
  ['bypassSpamReports', 1, 'a number'],
])('sendgridSender: %s can not be %j', (name, value, came) => {
  const message = messageOf(sendgridSender, { ...sendgrid, [name]: value })
  expect(message).toMatch(new RegExp(`^sendgridSender: \`${name}\` must be .+, but ${came} came; (give|leave) .+`))
})

test.each([
  ['url', undefined, 'nothing'],
  ['url', 'mail.example.org:587', 'another string'],
  ['url', 'https://user:hush@mail.example.org', 'another string'],
  ['url', 'smtps://user:hush@', 'another string'],
  ['url', 'smtps://user:hush@mail.example.org:0', 'another string'],
  ['url', 'smtps://user:hush@mail.example.org:99999', 'another string'],
  ['url', 'smtps://user:hush@mail.example.org?tls.rejectUnauthorized=false', 'another string'],
  ['url', 'smtps://user:hush@mail.example.org/path', 'another string'],
  ['url', 'smtps://user:%E0%A4%A@mail.example.org', 'another string'],
  ['url', 'smtps://user:hush%00@mail.example.org', 'another string'],
  ['url', 'smtps://user@mail.example.org', 'another string'],
  ['from', 'reset', 'another string'],
  ['allowPlaintext', 'yes', 'another string'],
  ['tls', true, 'a boolean'],
  ['tls', { rejectUnauthorized: false }, 'an object'],
  ['tls', { ca: 'not a certificate' }, 'an object'],
  ['tls', { ca: [] }, 'an object'],
  ['tls', { servername: 'a b' }, 'an object'],
  ['tls', null, 'null'],
  ['timeoutMs', 10, 'a number'],
  ['name', 'a b', 'another string'],
  ['name', 'a\r\nMAIL FROM:<eve@evil.example>', 'another string'],
  ['replyTo', 'none', 'another string'],
  ['envelopeFrom', 'Name <a@example.org>', 'another string'],
  ['envelopeFrom', '', 'an empty string'],
  ['auth', { user: 'user', pass: 'hush' }, 'an object'],
])('smtpSender: %s can not be %j', (name, value, came) => {
  const message = messageOf(smtpSender, { ...smtp, [name]: value })
  expect(message).toMatch(new RegExp(`^smtpSender: \`${name}\` must be .+, but ${came} came; `))
})

test.each([
  'user:hush',
  {},
  { user: 'user' },
  { user: 'user', pass: '' },
  { user: 'user', pass: 12 },
  { type: 'ntlm', user: 'user', pass: 'hush' },
  { type: 'OAuth2', user: 'user' },
  { type: 'OAuth2', accessToken: 'hush' },
  { type: 'OAuth2', user: 'user', serviceClient: 'hush' },
  { type: 'OAuth2', user: 'user', accessToken: 'hush', tls: { rejectUnauthorized: false } },
])('smtpSender: %j is no login', (auth) => {
  const message = messageOf(smtpSender, { ...smtp, url: 'smtps://mail.example.org', auth })
  expect(message).toMatch(/^smtpSender: `auth` must be .+ came; give .+/)
})

test.each([
  [{ default: 'More than eleven' }, 'for `default`'],
  [{ US: '12025550123' }, 'with a `default`'],
  [{ default: 'Example', UK: 'Example' }, 'do you mean GB?'],
  [{ default: 'Example', us: '12025550123' }, 'without `us`'],
  [{ default: 'Example', US: 12025550123 }, 'for `US`'],
  [['Example'], 'without `0`'],
])('vonageSender: `from` can not be %j', (value, words) => {
  const message = messageOf(vonageSender, { ...vonage, from: value })
  expect(message).toMatch(/^vonageSender: `from` must be .+ came; /)
  expect(message).toContain(words)
})

test.each([
  ['apiKey', '', 'an empty string'],
  ['apiSecret', undefined, 'nothing'],
  ['apiSecret', ['hush'], 'an array'],
  ['from', '', 'an empty string'],
  ['from', 'More than eleven', 'another string'],
  ['from', '+4477009000001234', 'another string'],
  ['from', 'a\nb', 'another string'],
  ['baseUrl', null, 'null'],
])('vonageSender: %s can not be %j', (name, value, came) => {
  const message = messageOf(vonageSender, { ...vonage, [name]: value })
  expect(message).toMatch(new RegExp(`^vonageSender: \`${name}\` must be .+, but ${came} came; give .+`))
})

test('a sender says how long it may take, and whether it can be tried', () => {
  for (const timeoutMs of [undefined, 20_000]) {
    const options = timeoutMs === undefined ? {} : { timeoutMs }
    const senders = [
      sendgridSender({ ...sendgrid, ...options }),
      smtpSender({ ...smtp, ...options }),
      vonageSender({ ...vonage, ...options }),
    ]
    expect(senders.map((sender) => sender.timeoutMs)).toEqual(Array(3).fill(timeoutMs ?? 15_000))
    expect(senders.map((sender) => 'verify' in sender)).toEqual([true, true, false])
  }
})

test('an unknown option is named, and the one it comes near to', () => {
  expect(messageOf(sendgridSender, { ...sendgrid, apikey: 'hush' })).toMatch(/`apikey`.+`apiKey`/)
  expect(messageOf(smtpSender, { ...smtp, allowPlainText: true })).toMatch(/`allowPlainText`.+`allowPlaintext`/)
  expect(messageOf(vonageSender, { ...vonage, sandbox: true })).toMatch(/`sandbox`.+apiKey, apiSecret, from/)
  expect(messageOf(vonageSender, undefined)).toBe('vonageSender: its options must be an object, but nothing came')
})

test("a module that is missing in a package is the package's own trouble", () => {
  const load = () => {
    throw Object.assign(new Error("Cannot find module 'other'\nRequire stack:\n- /example/index.js"), {
      code: 'MODULE_NOT_FOUND',
    })
  }
  expect(() => loadPeer('exampleSender', 'example', load)).toThrow("Cannot find module 'other'")
})

test('a package that is not installed is named with its mend', () => {
  const load = () => createRequire(__filename)('@example/not-installed') as unknown
  expect(() => loadPeer('exampleSender', '@example/not-installed', load)).toThrow(
    'exampleSender needs the package @example/not-installed, which is not installed: npm install @example/not-installed',
  )
})
