import { hasControlCharacter, parseAddress } from './mailbox'
import { SendError, type EmailMessage, type SmsMessage } from './sender'

/** An `EmailMessage` that can be sent as it is: its address is in the form for the wire. */
export interface CheckedEmail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Checks a mail before a library gets it: one recipient, and nothing that could end a header line or set a header that
 * only the sender may set.
 *
 * @throws SendError `refused`, which names the field but not its value
 */
export function checkEmail(message: EmailMessage): CheckedEmail {
  const to = parseAddress(message.to)
  if (to === undefined) throw refusal('to', 'is not one plain email address')
  const subject = checkText('subject', message.subject)
  if (hasControlCharacter(subject)) throw refusal('subject', 'holds a line break or control character')
  const headers = checkHeaders(message.headers ?? {})
  return { to, subject, text: checkText('text', message.text), html: checkText('html', message.html), headers }
}

/**
 * Checks a short message before a library gets it.
 *
 * @throws SendError `refused`, which names the field but not its value
 */
export function checkSms(message: SmsMessage): SmsMessage {
  const to: unknown = message.to
  // E.164: a country code, which never starts with 0, and 15 digits at most.
  if (typeof to !== 'string' || !/^\+[1-9][0-9]{4,14}$/.test(to)) throw refusal('to', 'is not a number in E.164')
  return { to, text: checkText('text', message.text) }
}

/**
 * Headers that only the sender or the provider may set: from elsewhere they would add recipients or change what the
 * mail is.
 */
const reservedHeader =
  /^(?:to|cc|bcc|from|sender|reply-to|subject|date|return-path|received|mime-version|content-(?!language$).*|resent-.*|dkim-.*|arc-.*|x-sg-.*|x-smtpapi|apparently-to)$/i

function checkHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!/^[A-Za-z0-9-]{1,76}$/.test(name)) throw refusal('headers', 'holds a name that is not one of a header')
      if (reservedHeader.test(name)) throw refusal('headers', `holds ${name}, which is not the message's to set`)
      if (typeof value !== 'string' || !/^[\x20-\x7e]{1,900}$/.test(value))
        throw refusal('headers', `holds ${name} with a value that is not one line of printable ASCII`)

      return [name, value]
    }),
  )
}

function checkText(field: string, value: unknown): string {
  if (typeof value !== 'string') throw refusal(field, 'is not a string')
  return value
}

function refusal(field: string, fault: string): SendError {
  return new SendError('refused', `not sent: \`${field}\` of the message ${fault}`)
}
