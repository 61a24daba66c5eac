import type { Context } from '../context'
import type { LiveSession } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'

/** What the page of a code says of its session. Whoever asked can open it: neither the account nor the address. */
export interface CodePageDetails {
  readonly flow: Flow
  readonly digits?: number
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number
}

export function codePageDetails(session: LiveSession | undefined, { settings }: Context): CodePageDetails {
  const [only = 'password'] = settings.flows
  if (session?.deliver !== 'code') return { flow: session?.data.flow ?? only }
  const { data, state, expiresInMs } = session
  return {
    flow: data.flow,
    // An identity server makes codes as it likes, and says how long they are good.
    ...(!data.proxy && { digits: settings.tokens.codeDigits }),
    ...(!data.proxy && state === 'pending' && { expiresAt: Date.now() + expiresInMs }),
  }
}
