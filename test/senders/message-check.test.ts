import { parseAddress, parseMailbox } from '../../lib/senders/mailbox'
import { checkEmail, checkSms } from '../../lib/senders/message-check'
import { SendError } from '../../lib/senders/sender'
import { mail, sms } from './send-error'

function refusalOf(check: () => unknown): string {
  try {
    check()
  } catch (error) {
    expect(error).toBeInstanceOf(SendError)
    expect((error as SendError).failure).toBe('refused')
    return (error as SendError).message
  }
  return 'taken'
}

test.each([
  'To',
  'cc',
  'BCC',
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Resent-To',
  'Return-Path',
  'DKIM-Signature',
  'X-SG-ID',
  'X-SMTPAPI',
])("the header %s is not a message's to set", (name) => {
  expect(refusalOf(() => checkEmail({ ...mail, headers: { [name]: 'x' } }))).toContain(name)
})

test('a message may name its id and its language', () => {
  const headers = { 'Message-ID': '<1@matrix.example.org>', 'Content-Language': 'de' }
  expect(checkEmail({ ...mail, headers }).headers).toEqual(headers)
})

test.each([
  ['X Name', 'x'],
  ['X-Name: x\r\nBcc', 'x'],
  ['X-Name:', 'x'],
  ['', 'x'],
  ['X-Name', 'x\r\nBcc: eve@evil.example'],
  ['X-Name', 'x\ny'],
  ['X-Name', 'x\ry'],
  ['X-Name', 'x\0y'],
  ['X-Name', 'ä'],
  ['X-Name', ''],
  ['X-Name', ['x']],
])('the header %j: %j is refused', (name, value) => {
  const headers = { [name]: value } as Record<string, string>
  const message = refusalOf(() => checkEmail({ ...mail, headers }))
  expect(message).toContain('`headers`')
  expect(message).not.toMatch(/eve|[\r\n]/)
})

test.each(['a\r\nb', 'a\nb', 'a\rb', 'a\0b', 'a\u2028b', 'a\u0085b'])('the subject %j is refused', (subject) => {
  expect(refusalOf(() => checkEmail({ ...mail, subject }))).toContain('`subject`')
})

test.each(['subject', 'text', 'html', 'to'])('%s that is not a string is refused', (field) => {
  expect(refusalOf(() => checkEmail({ ...mail, [field]: { path: '/etc/hostname' } }))).toContain(`\`${field}\``)
})

test.each([
  'alice@example.org',
  'Alice.O+reset@example.org',
  "o'hara_/=?{|}~-@example.org",
  'root@localhost',
  'strauß@example.org',
  '用户@example.org',
])('%s is an address', (address) => {
  expect(parseAddress(address)).toBe(address)
})

test.each([
  '',
  'alice',
  '@example.org',
  'alice@',
  'alice@example@evil.example',
  'alice@example.org,eve@evil.example',
  'alice@example.org;eve@evil.example',
  'alice@example.org eve@evil.example',
  'Alice <alice@example.org>',
  '<alice@example.org>',
  '"alice"@example.org',
  '"eve@evil.example x"@example.org',
  'alice(comment)@example.org',
  'alice@[127.0.0.1]',
  'alice@example.org\n',
  'alice\r\n@example.org',
  'a..b@example.org',
  '.a@example.org',
  'al\u202eice@example.org',
  'al\u200bice@example.org',
  'alice@exam ple.org',
  'alice@-example.org',
  'alice@example..org',
  `${'a'.repeat(65)}@example.org`,
  'group:alice@example.org;',
])('%j is no address', (address) => {
  expect(parseAddress(address)).toBeUndefined()
})

test.each([[['alice@example.org']], [{ address: 'alice@example.org' }], [null]])('%j is no address', (address) => {
  expect(parseAddress(address)).toBeUndefined()
})

test('a mailbox has a name or none', () => {
  const address = 'reset@example.org'
  expect(parseMailbox(address)).toEqual({ name: '', address })
  expect(parseMailbox(`<${address}>`)).toEqual({ name: '', address })
  expect(parseMailbox(`Example, Inc. <${address}>`)).toEqual({ name: 'Example, Inc.', address })
  expect(parseMailbox(`"The \\"best\\" one" <${address}>`)).toEqual({ name: 'The "best" one', address })
  expect(parseMailbox(`Example <${address}> <eve@evil.example>`)).toBeUndefined()
})

test.each(['+447400123456', '+15551234567'])('%s can be texted', (to) => {
  expect(checkSms({ ...sms, to })).toEqual({ ...sms, to })
})

test.each(['447400123456', '+0447400123456', '+44 7400123456', '+447400123456\n', '+4474001234567890', '+', ''])(
  '%j can not be texted',
  (to) => {
    expect(refusalOf(() => checkSms({ ...sms, to }))).toContain('`to`')
  },
)
