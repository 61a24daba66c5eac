import type { Context } from '../context'
import type { LiveSession } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'

/**
 * What the page that asks for a code knows of its session: neither the account nor the address, because whoever asked
 * can open it.
 */
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
    // An identity server makes its own codes, and decides how long they are valid.
    ...(!data.proxy && { digits: settings.tokens.codeDigits }),
    ...(!data.proxy && state === 'pending' && { expiresAt: Date.now() + expiresInMs }),
  }
}
