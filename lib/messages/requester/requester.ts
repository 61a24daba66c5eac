import { browserName } from './browser-name'
import { visibleAddress } from '../text/visible-text'

/** Who asked for a message, as far as is known. Small, because it is kept with each session. */
export interface Requester {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The IP address that the request came from. */
  readonly from?: string
  /** The name of the browser or app, such as `Firefox`: one that this package knows. */
  readonly browser?: string
  /** The name of the system, such as `Linux`: one that this package knows. */
  readonly system?: string
}

/**
 * Who asked, from a request's IP address and its `User-Agent` header. Nothing is kept as it came: an IP address that is
 * none is left out, and of the header only names that this package knows remain.
 */
export function requesterFrom(request: {
  readonly at: number
  readonly address?: string | undefined
  readonly userAgent?: string | undefined
}): Requester {
  const from = visibleAddress(request.address)
  return { at: request.at, ...(from !== undefined && { from }), ...browserName(request.userAgent) }
}
