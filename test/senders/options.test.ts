import { loadPeer } from '../../lib/senders/peer'
import { sendgridSender } from '../../lib/senders/sendgrid'
import { smtpSender } from '../../lib/senders/smtp'
import { vonageSender } from '../../lib/senders/vonage'

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
  ]) {
    expect(messageOf(sendgridSender, { ...sendgrid, from: good, timeoutMs: 1_000 })).toBe('made')
  }
  for (const url of ['smtp://localhost', 'smtp://[::1]:2525/', 'smtps://a%40b:c%3Ad@mail.example.org:465']) {
    expect(messageOf(smtpSender, { ...smtp, url, allowPlaintext: true, tls: {} })).toBe('made')
  }
  for (const good of ['447700900000', '+447700900000', 'Example-1']) {
    expect(messageOf(vonageSender, { ...vonage, from: good, baseUrl: 'https://rest.example' })).toBe('made')
  }
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
])('sendgridSender: %s can not be %j', (name, value, came) => {
  const message = messageOf(sendgridSender, { ...sendgrid, [name]: value })
  expect(message).toMatch(new RegExp(`^sendgridSender: \`${name}\` must be .+, but ${came} came; give .+`))
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
  ['timeoutMs', 10, 'a number'],
])('smtpSender: %s can not be %j', (name, value, came) => {
  const message = messageOf(smtpSender, { ...smtp, [name]: value })
  expect(message).toMatch(new RegExp(`^smtpSender: \`${name}\` must be .+, but ${came} came; `))
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

test('an unknown option is named, and the one it comes near to', () => {
  expect(messageOf(sendgridSender, { ...sendgrid, apikey: 'hush' })).toMatch(/`apikey`.+`apiKey`/)
  expect(messageOf(smtpSender, { ...smtp, allowPlainText: true })).toMatch(/`allowPlainText`.+`allowPlaintext`/)
  expect(messageOf(vonageSender, { ...vonage, sandbox: true })).toMatch(/`sandbox`.+apiKey, apiSecret, from/)
  expect(messageOf(vonageSender, undefined)).toBe('vonageSender: its options must be an object, but nothing came')
})

test('a package that is not installed is named with its mend', () => {
  expect(() => loadPeer('exampleSender', '@example/not-installed')).toThrow(
    'exampleSender needs the package @example/not-installed, which is not installed: npm install @example/not-installed',
  )
})
