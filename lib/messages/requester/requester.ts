import { browserName } from './browser-name'
import { visibleAddress } from '../text/visible-text'

/** Who asked for a message, as far as is known. It is small, because each session stores one. */
export interface Requester {
  /** When they asked, in milliseconds since the epoch. */
  readonly at: number
  /** The IP address of the client that asked; absent if it is not known. */
  readonly from?: string
  /** The name of the browser or app, such as `Firefox`: one that this package knows. */
  readonly browser?: string
  /** The name of the system, such as `Linux`: one that this package knows. */
  readonly system?: string
}

/**
 * Makes a `Requester` from a request's IP address and its `User-Agent` header. The client can write anything in both: an
 * invalid IP address is left out, and of the header only names that this package knows are taken.
 */
export function requesterFrom(request: {
  readonly at: number
  readonly address?: string | undefined
  readonly userAgent?: string | undefined
}): Requester {
  const from = visibleAddress(request.address)
  return { at: request.at, ...(from !== undefined && { from }), ...browserName(request.userAgent) }
}
