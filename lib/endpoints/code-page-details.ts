import type { Context } from '../context'
import type { LiveSession } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'

/**
 * The facts of a session for the page that asks for its code. The account and the address are not among them, because whoever
 * asked can open that page.
 */
export interface CodePageDetails {
  readonly flow: Flow
  readonly digits?: number
  /** When the code expires, in milliseconds since the epoch. */
  readonly expiresAt?: number
}

export function codePageDetails(session: LiveSession | undefined, { settings }: Context): CodePageDetails {
  const [only = 'password'] = settings.flows
  if (session?.deliver !== 'code') return { flow: session?.data.flow ?? only }
  const { data, state, expiresInMs } = session
  return {
    flow: data.flow,
    // An identity server makes its own codes, and decides how long they are valid.
    ...(!data.proxy && { digits: settings.tokens.codeDigits }),
    ...(!data.proxy && state === 'pending' && { expiresAt: Date.now() + expiresInMs }),
  }
}
