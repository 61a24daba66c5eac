import { SendError } from './sender'
import type { SmtpPhase, SmtpProgress } from './smtp-connection'
import type { SmtpServer } from './smtp-url'

/** The settings that the words about a failure depend on. */
export interface SmtpSituation {
  readonly server: SmtpServer
  /** Whether `url` or `auth` has a login. */
  readonly logsIn: boolean
  readonly timeoutMs: number
}

/**
 * The `SendError` for an error of nodemailer's: what happened, what to do, and whether the mail may have been sent. Of
 * nodemailer's error only codes and the command's name are kept: the message has the server's words, which may have the
 * recipient.
 */
export function failureOfSmtp(error: unknown, progress: SmtpProgress, situation: SmtpSituation): SendError {
  if (error instanceof SendError) return error
  const fields = fieldsOf(error)
  const { code, originalCode, responseCode } = fields
  if (responseCode !== undefined && responseCode >= 400) return failureOfAnswer({ ...fields, responseCode }, situation)
  const reason = originalCode ?? code ?? 'no answer'
  if (progress.textBegun) {
    return new SendError('timeout', `the connection to the SMTP server broke, and the mail may be sent: ${reason}`, {
      code: reason,
    })
  }
  if (code === 'EAUTH') return failureOfToken(originalCode)
  if (originalCode !== undefined && isOfTls(originalCode)) {
    return new SendError('refused', `no TLS with the SMTP server: ${wordsForTls(originalCode, situation)}`, {
      code: originalCode,
    })
  }
  if (code === 'EMESSAGE' || code === 'EENVELOPE')
    return new SendError('refused', `not sent by SMTP: ${code}`, { code })
  const words = wordsForNoConnection(reason, progress.phase, situation)
  return new SendError('unavailable', `the SMTP server could not be reached: ${words}`, { code: reason })
}

/** The `SendError` for a send whose time is over. */
export function lateFailure({ phase, textBegun }: SmtpProgress, { timeoutMs, server }: SmtpSituation): SendError {
  const within = `within ${String(timeoutMs / 1000)} s (port ${String(server.port)})`
  if (textBegun) {
    const words = `the SMTP server did not answer to the mail ${within}: it may be sent. A filter may take longer: raise \`timeoutMs\``
    return new SendError('timeout', words, { code: 'ETIMEDOUT' })
  }
  const waited = phase === undefined ? 'no connection to the SMTP server became free' : whatDidNotCome[phase]
  return new SendError('unavailable', `${waited} ${within}${adviceForSilence(phase, server)}`, { code: 'ETIMEDOUT' })
}

const whatDidNotCome: Readonly<Record<SmtpPhase, string>> = {
  connection: 'no connection to the SMTP server came about',
  greeting: 'the SMTP server did not greet',
  hello: 'the SMTP server did not answer to EHLO',
  tls: 'the SMTP server did not finish STARTTLS',
  login: 'the SMTP server did not answer to the login',
  envelope: 'the SMTP server did not answer to the sender and recipient',
  text: 'the SMTP server did not answer to the mail',
}

function adviceForSilence(phase: SmtpPhase | undefined, server: SmtpServer): string {
  if (phase === 'connection') return `: ${checkAddress}, and that no firewall is in between (many networks block 25)`
  if (phase === 'greeting') return `: ${adviceForNoGreeting(server)}`
  return ''
}

/** A server that begins with TLS waits for the client to speak first; a client of `smtp://` waits for the server. */
function adviceForNoGreeting({ secure, port }: SmtpServer): string {
  if (secure) return checkAddress
  const tls = 'speaks TLS from the start: use smtps:// for it'
  return port === 465 ? `port 465 ${tls}` : `perhaps the port ${tls} (465 is the usual one); or ${checkAddress}`
}

const checkAddress = 'check host and port of `url`'

interface Answer {
  readonly responseCode: number
  readonly enhancedCode: string | undefined
  readonly command: string | undefined
}

function failureOfAnswer({ responseCode, enhancedCode, command }: Answer, situation: SmtpSituation): SendError {
  const during = command === undefined || command === 'CONN' ? '' : ` to ${command}`
  const code = enhancedCode === undefined ? String(responseCode) : `${String(responseCode)} (${enhancedCode})`
  const answered = `the SMTP server answered ${code}${during}`
  if (!isPermanent(responseCode)) return new SendError('unavailable', answered, { code: responseCode })
  const advice = adviceFor({ responseCode, enhancedCode, command }, situation)
  return new SendError('refused', advice === undefined ? answered : `${answered}: ${advice}`, { code: responseCode })
}

function adviceFor({ responseCode, command = '' }: Answer, { logsIn }: SmtpSituation): string | undefined {
  const logIn = logsIn ? 'check the user and password of `url`' : 'it wants a login: put user and password into `url`'
  if (command.startsWith('AUTH')) return 'check the user and password of `url` (percent-encoded), or `auth`'
  if (responseCode === 530) return logIn
  switch (command) {
    case 'CONN':
      return 'it takes no connection from this machine: ask who runs it'
    case 'EHLO':
    case 'HELO':
      return "set `name` to this machine's own host name"
    case 'STARTTLS':
      return 'it offers no STARTTLS: use smtps:// if it speaks TLS from the start; `allowPlaintext` for a server on this machine'
    case 'MAIL FROM':
      return 'check that this login may send from the address in `from` (or `envelopeFrom`)'
    case 'RCPT TO':
      return logsIn ? undefined : 'if it says so of every recipient, it wants a login: put user and password into `url`'
    case 'DATA':
      return 'it does not take the mail as it is: check that `from` may be used here, and SPF, DKIM and DMARC of its domain'
    default:
      return undefined
  }
}

/**
 * Whether an answer is final (RFC 5321, 4.2.1). 503 is not: it is about the connection's state, not about the message.
 */
function isPermanent(responseCode: number): boolean {
  return responseCode >= 500 && responseCode !== 503
}

function failureOfToken(originalCode: string | undefined): SendError {
  if (originalCode === undefined || originalCode === 'EOAUTH2') {
    const words =
      'there is nothing to log in to the SMTP server with: check `auth` (for OAuth2 its client and refresh token)'
    return new SendError('refused', words, { code: originalCode ?? 'EAUTH' })
  }
  const words = `the server that gives OAuth2 tokens could not be reached: check \`accessUrl\` of \`auth\``
  return new SendError('unavailable', words, { code: originalCode })
}

/** Whether OpenSSL or Node.js gives this code to a failed certificate or handshake. */
function isOfTls(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|^ERR_TLS|^ERR_SSL/.test(code)
}

function wordsForTls(code: string, { server: { secure, port } }: SmtpSituation): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return 'its certificate is for another name: use that name in `url`, or give it as `tls.servername`'

  if (code.includes('SELF_SIGNED')) return 'its certificate is self-signed: give it, or its authority, as `tls.ca`'
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired: who runs it must renew it'
  if (code === 'CERT_NOT_YET_VALID') return "its certificate is not valid yet: check this machine's clock"
  if (code.startsWith('UNABLE_TO'))
    return 'nobody trusted here has signed its certificate, or its chain is not whole: give the authority as `tls.ca`'

  if (secure && /WRONG_VERSION|PACKET_LENGTH|RECORD/.test(code))
    return `port ${String(port)} does not speak TLS from the start: use smtp:// for it, or port 465`

  if (/PROTOCOL|VERSION/.test(code)) return 'it speaks no TLS 1.2 or newer'
  return 'the handshake failed'
}

function wordsForNoConnection(reason: string, phase: SmtpPhase | undefined, { server }: SmtpSituation): string {
  switch (reason) {
    case 'ENOTFOUND':
      return 'there is no such host: check the host of `url`'
    case 'EAI_AGAIN':
      return 'its name could not be looked up: check the host of `url`, and the DNS of this machine'
    case 'ECONNREFUSED':
      return `nobody listens on port ${String(server.port)} there: ${checkAddress}`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `no way leads to that host: ${checkAddress}, and this machine's network`
    default:
      return phase === 'greeting' ? `it broke off without a greeting: ${adviceForNoGreeting(server)}` : reason
  }
}

function fieldsOf(error: unknown) {
  const { code, originalCode, responseCode, response, command } = (error ?? {}) as Readonly<Record<string, unknown>>
  return {
    code: word(code, /^[A-Z0-9_]{1,60}$/),
    originalCode: word(originalCode, /^[A-Z0-9_]{1,60}$/),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    // The enhanced status code (RFC 3463), which operators look up. Nothing else of the answer is kept.
    enhancedCode: typeof response === 'string' ? /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined,
    command: word(command, /^[A-Z0-9 -]{1,30}$/),
  }
}

function word(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}
