import { withDeadline } from './deadline'
import { checkEmail } from './message-check'
import { loadNodemailer, type Nodemailer } from './nodemailer'
import { OptionCheck } from './options'
import { loadPeer } from './peer'
import { SendError, type EmailSender } from './sender'
import { SmtpProgress, type SmtpAccess } from './smtp-connection'
import { failureOfSmtp, lateFailure, type SmtpSituation } from './smtp-failure'
import { composeMail } from './smtp-mail'
import { checkAuth, checkName, checkTls } from './smtp-options'
import { SmtpPool } from './smtp-pool'
import type { SmtpAuth, SmtpSenderOptions } from './smtp-sender-options'
import { addressesOf, parseSmtpUrl } from './smtp-url'

export { SendError }
export type { EmailMessage, EmailSender, SendErrorDetails, SendFailure } from './sender'
export type { SmtpAuth, SmtpOAuth2Auth, SmtpPasswordAuth, SmtpSenderOptions, SmtpTls } from './smtp-sender-options'

/** The return value of `smtpSender`. */
export interface SmtpSender extends EmailSender {
  /**
   * Connects and logs in, and sends nothing. Rejects with a `SendError` that says what is wrong. `timeoutMs` counts if
   * it is shorter than the sender's own.
   */
  verify(bounds?: { readonly timeoutMs: number }): Promise<void>
  /** Closes the connections that wait for the next mail. Sends under way are finished; later ones are rejected. */
  close(): void
}

/**
 * Sends mail to an SMTP server, over at most five connections, which are kept for a few seconds. `nodemailer` must be
 * installed. An address with a local part beyond ASCII needs a server with SMTPUTF8 (RFC 6531). `send` rejects with a
 * `SendError`.
 *
 * @throws TypeError if an option is wrong, missing or unknown; Error if `nodemailer` is not installed
 * @example
 * const sender = smtpSender({ url: 'smtps://user:p%40ss@mail.example.org', from: 'Example <no-reply@example.org>' })
 * await sender.verify()
 */
export function smtpSender(options: SmtpSenderOptions): SmtpSender {
  const checked = checkOptions(options)
  const nodemailer = loadPeer('smtpSender', 'nodemailer', loadNodemailer)
  const { server, timeoutMs, auth } = checked
  const situation: SmtpSituation = { server, timeoutMs, logsIn: auth !== undefined }
  const pool = new SmtpPool(addressesOf(server.host), accessOf(nodemailer, checked))

  /** Runs `work` with a deadline, and turns its failure into a `SendError`. */
  async function bounded(work: (progress: SmtpProgress) => Promise<void>, ownMs = timeoutMs): Promise<void> {
    const progress = new SmtpProgress()
    await withDeadline(ownMs, async (signal) => {
      signal.addEventListener('abort', () => {
        progress.giveUp()
      })
      await work(progress)
    }).catch((error: unknown) => {
      throw progress.givenUp
        ? lateFailure(progress, { ...situation, timeoutMs: ownMs })
        : failureOfSmtp(error, progress, situation)
    })
  }

  return {
    timeoutMs,
    async send(message) {
      const email = checkEmail(message)
      await bounded(async (progress) => pool.send(composeMail(nodemailer, checked, email), progress))
    },
    async verify(bounds) {
      await bounded(async (progress) => pool.verify(progress), Math.min(timeoutMs, bounds?.timeoutMs ?? timeoutMs))
    },
    close() {
      pool.close()
    },
  }
}

type Checked = ReturnType<typeof checkOptions>

function checkOptions(options: SmtpSenderOptions) {
  const check = new OptionCheck('smtpSender', options, [
    'url',
    'from',
    'allowPlaintext',
    'name',
    'auth',
    'tls',
    'replyTo',
    'envelopeFrom',
    'timeoutMs',
  ])
  const server = check.parsed(
    'url',
    parseSmtpUrl,
    'an smtp:// or smtps:// URL',
    "give 'smtps://user:password@mail.example.org', with user and password percent-encoded (`@` is %40, `/` is %2F, `#` is %23) and no query",
  )
  const from = check.mailbox('from')
  const allowPlaintext = check.boolean('allowPlaintext', false)
  return {
    server,
    from,
    requireTLS: !server.secure && !allowPlaintext,
    name: checkName(check, from.address),
    auth: checkAuth(check, server),
    tls: checkTls(check, server, allowPlaintext),
    replyTo: check.replyTo('replyTo'),
    envelopeFrom: check.address('envelopeFrom', from.address),
    timeoutMs: check.timeoutMs('timeoutMs'),
  }
}

/** Longer than any deadline of this package, so that nodemailer's own never counts. */
const longestPhaseMs = 15 * 60_000
const socketCloseTimeoutMs = 1_000

function accessOf(nodemailer: Nodemailer, { server, requireTLS, name, auth, tls }: Checked): SmtpAccess {
  const { host, port, secure } = server
  return {
    nodemailer,
    options: {
      host,
      port,
      secure,
      requireTLS,
      name,
      tls,
      dnsTimeout: longestPhaseMs,
      connectionTimeout: longestPhaseMs,
      greetingTimeout: longestPhaseMs,
      socketTimeout: longestPhaseMs,
      socketCloseTimeout: socketCloseTimeoutMs,
    },
    login: auth && loginOf(nodemailer, auth),
  }
}

/** The login as nodemailer's transports make it from `auth`. All connections share one OAuth2 token. */
function loginOf({ XOAuth2 }: Nodemailer, auth: SmtpAuth): Readonly<Record<string, unknown>> {
  if ('pass' in auth) {
    const { user, pass, method } = auth
    return { user, credentials: { user, pass }, ...(method !== undefined && { method }) }
  }
  return { type: 'OAUTH2', user: auth.user, method: 'XOAUTH2', oauth2: new XOAuth2({ ...auth }) }
}
