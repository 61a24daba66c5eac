import type { Medium } from '../threepids/threepid'
import { checkEmail, checkSms } from './message-check'
import type { EmailSender, SmsSender } from './sender'

/** A message that an outbox took. */
export interface OutboxMessage {
  readonly medium: Medium
  /** An email address, or a phone number in E.164 with the `+`. */
  readonly to: string
  /** Only of a mail. */
  readonly subject?: string
  readonly text: string
  /** Only of a mail. */
  readonly html?: string
  /** Only of a mail, if it has any. */
  readonly headers?: Readonly<Record<string, string>>
  /** The URLs in `text`, in order. */
  readonly links: readonly string[]
  /**
   * The code in `text`: the first number of 6 to 10 digits on a line of its own; if there is none, and no URL either,
   * the first such number that is not part of something else.
   */
  readonly code?: string
  /** Milliseconds since the epoch. */
  readonly sentAt: number
}

/** The return value of `outbox`: two senders, and the messages that were given to them. */
export interface Outbox {
  readonly email: EmailSender
  readonly sms: SmsSender
  /** The newest 1,000 messages, oldest first. The array grows as messages are sent. */
  readonly messages: readonly OutboxMessage[]
  /** Waits for the next message. */
  next(): Promise<OutboxMessage>
}

/**
 * Two senders for development and tests. They keep messages in memory and send nothing; they refuse what the real
 * senders refuse.
 *
 * @example
 * const { email, sms, messages } = outbox()
 * const passwordReset = createPasswordResetRouter({ ...options, email: { sender: email } })
 * // later, in a test:
 * const [link] = messages.at(-1)?.links ?? []
 */
export function outbox(): Outbox {
  const messages: OutboxMessage[] = []
  const waiting: ((message: OutboxMessage) => void)[] = []

  function take(message: OutboxMessage): void {
    messages.push(message)
    if (messages.length > capacity) messages.shift()
    for (const resolve of waiting.splice(0)) resolve(message)
  }

  return {
    email: {
      async send(message) {
        const { subject, text, html, headers } = checkEmail(message)
        const sent = { medium: 'email' as const, to: message.to, subject, text, html, ...found(text) }
        take({ ...sent, ...(message.headers === undefined ? {} : { headers }), sentAt: Date.now() })
        return Promise.resolve()
      },
    },
    sms: {
      async send(message) {
        const { to, text } = checkSms(message)
        take({ medium: 'msisdn', to, text, ...found(text), sentAt: Date.now() })
        return Promise.resolve()
      },
    },
    messages,
    next: () => new Promise((resolve) => waiting.push(resolve)),
  }
}

const capacity = 1_000

function found(text: string): Pick<OutboxMessage, 'links' | 'code'> {
  // Punctuation after a URL belongs to the sentence.
  const links = (text.match(/https?:\/\/[^\s<>"]+/g) ?? []).map((link) => link.replace(/[.,;:!?'")\]]+$/, ''))
  const code = codeAlone(text) ?? (links.length === 0 ? codeWithin(text) : undefined)
  return code === undefined ? { links } : { links, code }
}

function codeAlone(text: string): string | undefined {
  return /^[^\S\n]*([0-9]{6,10})[^\S\n]*$/m.exec(text)?.[1]
}

/**
 * The first number that may be a code: not a part of a date, a time, a phone number, an IP address or a name. No code
 * is as short as a year.
 */
function codeWithin(text: string): string | undefined {
  return /(?<![\p{L}\p{N}_+@]|[0-9][-./:,])[0-9]{6,10}(?![\p{L}\p{N}_@]|[-./:,][0-9])/u.exec(text)?.[0]
}
