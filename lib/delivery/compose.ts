import type { Context } from '../context'
import type { Requester } from '../messages/requester/requester'
import { confirmUrl } from '../options/urls'
import type { Delivery } from '../sessions/session-store'
import type { Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'

/** The content of a message with a token, and its recipient. */
export interface TokenMessage {
  readonly flow: Flow
  readonly medium: Medium
  /** The account that the address belongs to; undefined if there is none. */
  readonly userId: string | undefined
  /**
   * The recipient for a sender: an email address, or a number with its `+`. Undefined if nothing is sent, which nobody
   * may learn.
   */
  readonly to: string | undefined
  readonly deliver: Delivery
  readonly sid: string
  readonly token: string
  readonly stopToken: string
  readonly requester: Requester
}

/**
 * Composes the message, even if it is for nobody, so that this takes the same time. The function that it answers sends
 * the message.
 */
export function compose(message: TokenMessage, language: string, { settings }: Context): () => Promise<void> {
  const { flow, medium, to = '', deliver, sid, token, stopToken, requester } = message
  const { messages, tokens, email, sms } = settings
  const userId = flow === 'password' ? (message.userId ?? '@nobody:example.org') : undefined
  const expiresInMs = deliver === 'code' ? tokens.codeLifetimeMs : tokens.linkLifetimeMs
  const values = { language, flow, ...(userId !== undefined && { userId }), expiresInMs, requester }
  const link = () => confirmUrl(medium, { sid, token }, settings)
  if (medium === 'msisdn') {
    const text =
      deliver === 'code' ? messages.smsCode({ ...values, code: token }) : messages.smsLink({ ...values, link: link() })
    return async () => sms?.sender.send({ to, ...text })
  }
  const stopLink = confirmUrl(medium, { sid, token: stopToken }, settings)
  const mail =
    deliver === 'code'
      ? messages.emailCode({ ...values, stopLink, code: token })
      : messages.emailLink({ ...values, stopLink, link: link() })
  // Without an account, whoever asked has typed the address, and it may be anybody's.
  return async () => email?.sender.send({ to, ...mail, ...(flow !== 'password' && { toStranger: true }) })
}
