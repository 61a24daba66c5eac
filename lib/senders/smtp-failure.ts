import { SendError } from './sender'

/**
 * The `SendError` for what nodemailer rejected with. Nothing of its error is kept but codes and the command's name: its
 * message holds the server's words, and these the recipient.
 */
export function failureOfSmtp(error: unknown): SendError {
  const { code, originalCode, responseCode, command } = fieldsOf(error)
  if (responseCode !== undefined && responseCode >= 400) {
    const failure = isPermanent(responseCode) ? 'refused' : 'unavailable'
    const during = command === undefined ? '' : ` to ${command}`
    return new SendError(failure, `the SMTP server answered ${String(responseCode)}${during}`, { code: responseCode })
  }
  const reason = originalCode ?? code ?? 'no answer'
  if (code === 'ETIMEDOUT' || code === 'EABORT') {
    return new SendError('timeout', 'the SMTP server did not answer in time', { code })
  }
  if (originalCode !== undefined && isOfTls(originalCode)) {
    return new SendError('refused', `the SMTP server's certificate or TLS is not to be trusted: ${originalCode}`, {
      code: originalCode,
    })
  }
  if (code !== undefined && refusedBeforeTheServerSpoke.has(code)) {
    return new SendError('refused', `not sent by SMTP: ${reason}`, { code: reason })
  }
  return new SendError('unavailable', `the SMTP server could not be reached: ${reason}`, { code: reason })
}

/** A login that can't be made, an address that the server has no extension for, a message that is too large. */
const refusedBeforeTheServerSpoke: ReadonlySet<string> = new Set([
  'EAUTH',
  'ENOAUTH',
  'EENVELOPE',
  'EMESSAGE',
  'ECONFIG',
])

/** RFC 5321, 4.2.1; but 503 is about the state of the connection, not about the message. */
function isPermanent(responseCode: number): boolean {
  return responseCode >= 500 && responseCode !== 503
}

/** The codes that OpenSSL and Node give to certificates and handshakes that fail. */
function isOfTls(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|^ERR_TLS|^ERR_SSL/.test(code)
}

function fieldsOf(error: unknown) {
  const { code, originalCode, responseCode, command } = (error ?? {}) as Readonly<Record<string, unknown>>
  return {
    code: word(code, /^[A-Z0-9_]{1,60}$/),
    originalCode: word(originalCode, /^[A-Z0-9_]{1,60}$/),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    command: word(command, /^[A-Z0-9 -]{1,30}$/),
  }
}

function word(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}
