/** What an `EmailSender` is given. The first URL in `text` is the link, where the message carries one. */
export interface EmailMessage {
  /** One email address, as the account stores it. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Further headers, such as `Auto-Submitted`. Never `To`, `From` or `Subject`. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * True where the recipient may have nothing to do with this server: somebody typed the address to register, to add it to
   * an account, or no account has it. A provider's list of people who unsubscribed is then respected.
   * @default false
   */
  readonly toStranger?: boolean
}

/** What an `SmsSender` is given. */
export interface SmsMessage {
  /** A phone number in E.164, with the `+`. */
  readonly to: string
  readonly text: string
}

/** Takes a message to a provider. Resolves when the provider has taken it; rejects when it has not. */
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

/** Takes a message to a provider. Resolves when the provider has taken it; rejects when it has not. */
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
 * How a send failed, and with it whether the message may be out:
 * - `refused`: the provider answered that it does not take this message (a bad recipient, bad credentials). It is certain
 *   that it was not sent; trying again as it stands would not help
 * - `unavailable`: the provider could not be reached, or asked to come back before it took the message. It is certain that
 *   it was not sent; trying again may help
 * - `timeout`: the message was handed over, and no clear answer came (the time ran out, the connection broke, the
 *   provider's server failed): it may or may not be sent
 */
export type SendFailure = 'refused' | 'unavailable' | 'timeout'

/**
 * What the shipped senders reject with, and what a sender of one's own may. Its message is for the log: it never holds an
 * address, a phone number, the text of a message or a credential.
 *
 * @example
 * throw new SendError('refused', 'the mail server refused the message', { code: 550 })
 */
export class SendError extends Error {
  /** The one of `details`, where loggers look for it; one of digits alone is a number. */
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

/** What a `SendError` may carry beside its failure and message. */
export interface SendErrorDetails {
  /** The wait that the provider asked for (HTTP's `Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number
  /** The code of the cause: the provider's own, such as `401` or `550`, or the system's, such as `ECONNREFUSED`. */
  readonly code?: string | number
}

/**
 * Whether it is certain that a send which failed with `error` handed nothing over, so that it can be undone. A `SendError`
 * says so by its `failure`; another error only by the code of a connection that never came about, its own or that of what
 * caused it (`fetch` keeps it there).
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
