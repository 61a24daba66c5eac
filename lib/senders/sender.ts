/** A mail for an `EmailSender`. If it carries a link, that is the first URL in `text`. */
export interface EmailMessage {
  /** One email address, as the account stores it. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Further headers, such as `Auto-Submitted`. Never `To`, `From` or `Subject`. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * True if the recipient may have nothing to do with this server: somebody typed the address to register or to add it
   * to an account, or no account has it. A provider's list of people who unsubscribed is then respected.
   * @default false
   */
  readonly toStranger?: boolean
}

/** A text message for an `SmsSender`. */
export interface SmsMessage {
  /** A phone number in E.164, with the `+`. */
  readonly to: string
  readonly text: string
}

/** Gives a message to a provider. Resolves when the provider has taken it; rejects when it has not. */
export interface EmailSender {
  readonly send: (message: EmailMessage) => Promise<void>
  /** How long one send may take in all, in milliseconds, where the sender bounds that itself. */
  readonly timeoutMs?: number
  /**
   * Tries the settings without sending anything. Rejects with a `SendError` that says what is wrong: its words are shown to
   * whoever may see what `check()` answers. `timeoutMs` is how long it is waited for.
   */
  readonly verify?: (bounds?: { readonly timeoutMs: number }) => Promise<void>
}

/** Gives a message to a provider. Resolves when the provider has taken it; rejects when it has not. */
export interface SmsSender {
  readonly send: (message: SmsMessage) => Promise<void>
  /** How long one send may take in all, in milliseconds, where the sender bounds that itself. */
  readonly timeoutMs?: number
  /**
   * Tries the settings without sending anything. Rejects with a `SendError` that says what is wrong: its words are shown to
   * whoever may see what `check()` answers. `timeoutMs` is how long it is waited for.
   */
  readonly verify?: (bounds?: { readonly timeoutMs: number }) => Promise<void>
}

/**
 * How a send failed, which also says whether the message may have been sent:
 * - `refused`: the provider answered that it does not take this message (a bad recipient, bad credentials). It was
 * certainly not sent, and trying the same again would not help.
 * - `unavailable`: the provider could not be reached, or asked to come back before it took the message. It was
 * certainly not sent, and trying again may help.
 * - `timeout`: the message was handed over, but no clear answer came (the time ran out, the connection broke, the
 * provider's server failed). It may or may not have been sent.
 */
export type SendFailure = 'refused' | 'unavailable' | 'timeout'

/**
 * The error that the package's senders reject with; a sender of your own may use it too. Its message is for the log: it
 * must not contain an address, a phone number, the text of a message or a credential.
 *
 * @example
 * throw new SendError('refused', 'the mail server refused the message', { code: 550 })
 */
export class SendError extends Error {
  /** `details.code`, where loggers look for a code. A code of digits only is a number. */
  readonly code: string | number | undefined

  constructor(
    readonly failure: SendFailure,
    message: string,
    readonly details: SendErrorDetails = {},
  ) {
    super(message)
    this.name = 'SendError'
    const { code } = details
    this.code = typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : code
  }
}

/** The optional parts of a `SendError`. */
export interface SendErrorDetails {
  /** The wait that the provider asked for (HTTP's `Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number
  /** The code of the cause: the provider's own, such as `401` or `550`, or the system's, such as `ECONNREFUSED`. */
  readonly code?: string | number
}

/**
 * Whether a send that failed with `error` certainly handed nothing over, so that it can be undone. A `SendError` says
 * so by its `failure`; of any other error only the code of a connection that was never made counts, in the error itself
 * or in its `cause` (where `fetch` has it).
 */
export function wasCertainlyNotSent(error: unknown): boolean {
  if (error instanceof SendError) return error.failure !== 'timeout'
  return hasNoConnectionCode(error) || hasNoConnectionCode((error as { cause?: unknown } | null | undefined)?.cause)
}

const noConnectionCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

function hasNoConnectionCode(error: unknown): boolean {
  return noConnectionCodes.has((error as { code?: unknown } | null | undefined)?.code)
}
