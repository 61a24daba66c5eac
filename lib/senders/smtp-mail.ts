import type { Mailbox } from './mailbox'
import type { CheckedEmail } from './message-check'
import type { Envelope, Nodemailer } from './nodemailer'

/** A mail in the form for the wire, before dots are doubled. */
export interface SmtpMail {
  readonly envelope: Envelope
  readonly content: Buffer
}

/** Who a sender's mails are from. */
interface MailSettings {
  readonly from: Mailbox
  readonly replyTo: Mailbox | undefined
  readonly envelopeFrom: string
}

/**
 * Composes a mail. nodemailer makes all headers. Its streams are not used to encode the text, because they take three
 * times as long: short ASCII lines are sent as they are, everything else as base64 of Node.js.
 */
export function composeMail(
  { MailComposer }: Pick<Nodemailer, 'MailComposer'>,
  { from, replyTo, envelopeFrom }: MailSettings,
  { to, subject, text, html, headers }: CheckedEmail,
): SmtpMail {
  const parts = [encoded('text/plain', text), encoded('text/html', html)]
  const mail = new MailComposer({
    from,
    // An object, because nodemailer would look for several recipients in a string.
    to: { name: '', address: to },
    ...(replyTo && { replyTo }),
    subject,
    headers,
    alternatives: parts,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  const top = mail.buildHeaders()
  const boundary = mail.boundary ?? ''
  const bodies = parts.map(({ content }, index) => {
    return `--${boundary}\r\n${mail.childNodes[index]?.buildHeaders() ?? ''}\r\n\r\n${content}\r\n`
  })
  const content = Buffer.from(`${top}\r\n\r\n${bodies.join('')}--${boundary}--\r\n`)
  return { envelope: { from: envelopeFrom, to: [to] }, content }
}

/** The longest line of encoded text: RFC 2045, 6.7 and 6.8. */
const longestLine = 76
/** Printable ASCII, tabs and line ends, with lines of `longestLine` characters at most. */
const plain = new RegExp(`^(?:[\\t\\x20-\\x7e]{0,${String(longestLine)}}(?:\\r\\n|$))*$`)

function encoded(type: string, text: string) {
  const contentType = `${type}; charset=utf-8`
  // Line breaks become CRLF before a text is encoded (RFC 2045, 6.8).
  const lines = text.replace(/\r\n|\r|\n/g, '\r\n')
  if (plain.test(lines)) return { contentType, contentTransferEncoding: '7bit', content: lines }
  return { contentType, contentTransferEncoding: 'base64', content: base64(lines) }
}

function base64(text: string): string {
  const whole = Buffer.from(text).toString('base64')
  let lines = whole.slice(0, longestLine)
  for (let at = longestLine; at < whole.length; at += longestLine) lines += `\r\n${whole.slice(at, at + longestLine)}`
  return lines
}
