import type { Context } from '../context'
import type { LiveSession } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import { confirmed } from './proxied-proof'

/** A confirmed address, and the account that had it when the token was asked for. */
export interface ValidatedThreepid<F extends Flow = 'password'> {
  readonly medium: Medium
  /** Canonical. */
  readonly address: string
  /** A string in the flow `password`; null in `register` and `3pid`, where nobody has the address. */
  readonly userId: F extends 'password' ? string : null
  /** Milliseconds since the epoch. */
  readonly validatedAt: number
}

/** A session whose address is confirmed. */
export type ConfirmedSession = LiveSession & { readonly state: 'validated'; readonly validatedAt: number }

/**
 * The session, if its address is confirmed. The identity server of a proxied session may be asked. Uses nothing up.
 *
 * @throws IdentityServerError
 */
export async function confirmedSession(session: LiveSession, context: Context): Promise<ConfirmedSession | undefined> {
  const { flow, userId } = session.data
  // A token that was asked for an address without an account can't reset a password.
  if ((flow === 'password') !== (userId !== undefined)) return undefined
  const known = await confirmed(session, context)
  return known && isConfirmed(known) ? known : undefined
}

export function threepidOf({ data, validatedAt }: ConfirmedSession): ValidatedThreepid<Flow> {
  const { medium, address, userId } = data
  return { medium, address, userId: userId ?? null, validatedAt }
}

function isConfirmed(session: LiveSession): session is ConfirmedSession {
  return session.state === 'validated' && session.validatedAt !== undefined
}
