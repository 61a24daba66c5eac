/** What an `EmailSender` is given. The first URL in `text` is the link, where the message carries one. */
export interface EmailMessage {
  /** One email address, as the account stores it. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Further headers, such as `Auto-Submitted`. Never `To`, `From` or `Subject`. */
  readonly headers?: Readonly<Record<string, string>>
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
}

/** Takes a message to a provider. Resolves when the provider has taken it; rejects when it has not. */
export interface SmsSender {
  readonly send: (message: SmsMessage) => Promise<void>
}

/**
 * How a send failed:
 * - `refused`: the provider answered that it does not take this message (a bad recipient, bad credentials); trying again
 *   as it stands would not help
 * - `unavailable`: the provider could not be reached, broke the connection off, or asked to come back later; as far as is
 *   known it has not taken the message
 * - `timeout`: no answer in time: the provider may or may not have taken it
 */
export type SendFailure = 'refused' | 'unavailable' | 'timeout'

/**
 * What the shipped senders reject with, and what a sender of one's own may. Its message is for the log: it never holds an
 * address, a phone number, the text of a message or a credential. Any other rejection counts as `unavailable`.
 */
export class SendError extends Error {
  constructor(
    readonly failure: SendFailure,
    message: string,
    readonly details: {
      /** The wait that the provider asked for (HTTP's `Retry-After`), in milliseconds. */
      readonly retryAfterMs?: number
      /** The provider's own status or code, such as `401` or `550`. */
      readonly code?: string | number
    } = {},
  ) {
    super(message)
    this.name = 'SendError'
  }
}
