import { createSecureContext } from 'node:tls'
import type * as Nodemailer from 'nodemailer'
import { withDeadline } from './deadline'
import { checkEmail } from './message-check'
import { OptionCheck } from './options'
import { loadPeer } from './peer'
import { SendError, type EmailSender } from './sender'
import { failureOfSmtp } from './smtp-failure'
import { parseSmtpUrl, type SmtpServer } from './smtp-url'

export { SendError }
export type { EmailMessage, EmailSender, SendFailure } from './sender'

export interface SmtpSenderOptions {
  /**
   * `smtps://user:password@mail.example.org` (TLS from the start, port 465) or `smtp://...` (STARTTLS, port 587); user and
   * password percent-encoded. A secret.
   */
  readonly url: string
  /** The sender: `password-reset@example.org` or `Name <password-reset@example.org>`. */
  readonly from: string
  /**
   * On `smtp://`, to go on in the clear where the server offers no STARTTLS: the login and the token are then readable on
   * the way. For a server on this machine. Where STARTTLS is offered, it is used, and the certificate checked. Default: false.
   */
  readonly allowPlaintext?: boolean
  /** `ca`: certificates (PEM) of the authorities to trust in place of the public ones. The check itself is always made. */
  readonly tls?: { readonly ca?: string | Buffer | readonly (string | Buffer)[] }
  /** How long one send may take in all, in milliseconds, from 1,000; less than `tokens.sendLeaseMs`. Default: 15,000. */
  readonly timeoutMs?: number
}

export interface SmtpSender extends EmailSender {
  /** Closes the connections that wait for the next mail; sends under way are finished, later ones are rejected. */
  close(): void
}

/**
 * Sends mail to an SMTP server, over at most five connections that are kept for a few seconds. `nodemailer` must be
 * installed. An address with a local part beyond ASCII needs a server with SMTPUTF8 (RFC 6531).
 *
 * `send` rejects with a `SendError`.
 *
 * @throws TypeError where an option is wrong, missing or unknown; Error where `nodemailer` is not installed
 */
export function smtpSender(options: SmtpSenderOptions): SmtpSender {
  const check = new OptionCheck('smtpSender', options, ['url', 'from', 'allowPlaintext', 'tls', 'timeoutMs'])
  const server = check.parsed(
    'url',
    parseSmtpUrl,
    'an smtp:// or smtps:// URL',
    "give 'smtps://user:password@mail.example.org', with user and password percent-encoded and no query",
  )
  const from = check.mailbox('from')
  const allowPlaintext = check.boolean('allowPlaintext', false)
  const ca = authorities(check)
  const timeoutMs = check.timeoutMs('timeoutMs')
  const { createTransport } = loadPeer('smtpSender', 'nodemailer') as typeof Nodemailer
  const transport = createTransport(transportOptions(server, { allowPlaintext, ca, timeoutMs }))

  return {
    async send(message) {
      const { to, subject, text, html, headers } = checkEmail(message)
      // Objects and an envelope of its own: a string would be parsed into as many recipients as it seems to hold.
      const recipient = { name: '', address: to }
      const envelope = { from: from.address, to: [to] }
      await withDeadline(timeoutMs, async (signal) => {
        try {
          await transport.sendMail({ from, to: recipient, envelope, subject, text, html, headers, signal })
        } catch (error) {
          throw failureOfSmtp(error)
        }
      })
    },
    close() {
      transport.close()
    },
  }
}

/** No phase of a connection may take longer than this; the deadline of the send ends what goes on in small steps. */
const longestPhaseMs = 8_000
/** Long enough for a burst of mails, short enough not to keep a process that is done. */
const idleTimeoutMs = 5_000
const socketCloseTimeoutMs = 1_000

function transportOptions(
  { host, port, secure, login }: SmtpServer,
  { allowPlaintext, ca, timeoutMs }: { allowPlaintext: boolean; ca: Authorities | undefined; timeoutMs: number },
) {
  const phaseMs = Math.min(longestPhaseMs, timeoutMs)
  return {
    pool: true as const,
    host,
    port,
    secure,
    requireTLS: !secure && !allowPlaintext,
    // Said outright: NODE_TLS_REJECT_UNAUTHORIZED in the environment would turn the default off.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const, ...(ca === undefined ? {} : { ca }) },
    ...(login === undefined ? {} : { auth: login }),
    disableFileAccess: true,
    disableUrlAccess: true,
    dnsTimeout: phaseMs,
    connectionTimeout: phaseMs,
    greetingTimeout: phaseMs,
    socketTimeout: phaseMs,
    socketCloseTimeout: socketCloseTimeoutMs,
    idleTimeout: idleTimeoutMs,
  }
}

type Authorities = string | Buffer | (string | Buffer)[]

function authorities(check: OptionCheck): Authorities | undefined {
  const tls = check.raw('tls')
  if (tls === undefined) return undefined
  const mend = 'give `{ ca }`, certificates in PEM; nothing else of TLS can be set'
  if (typeof tls !== 'object' || tls === null || Object.keys(tls).some((name) => name !== 'ca')) {
    check.fail('tls', 'an object with `ca` alone', mend)
  }
  const { ca } = tls as { ca?: unknown }
  if (ca === undefined) return undefined
  const list: unknown[] = Array.isArray(ca) ? ca : [ca]
  if (list.length === 0 || !list.every(isCertificate)) check.fail('tls', 'an object with certificates as `ca`', mend)
  return [...list]
}

function isCertificate(value: unknown): value is string | Buffer {
  if (typeof value !== 'string' && !Buffer.isBuffer(value)) return false
  try {
    createSecureContext({ ca: value })
    return value.includes('-----BEGIN CERTIFICATE-----')
  } catch {
    return false
  }
}
