import { isIPv6 } from 'node:net'
import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'

/** An IPv6 customer commonly holds a /56: all of it is one network. */
const ipv6PrefixBits = 56

/** The network that a request comes from, for limits: an IPv4 address, or the /56 of an IPv6 one. The host's `trust proxy`
 * setting decides what `request.ip` is. */
export function networkOf(request: Request): string {
  const address = plainAddress(request.ip ?? '')
  return isIPv6(address) ? ipKeyGenerator(address, ipv6PrefixBits) : address
}

/** What a person is told of where a request came from. */
export function addressOf(request: Request): string {
  return plainAddress(request.ip ?? '')
}

/** A socket that takes both families names an IPv4 address as `::ffff:192.0.2.1`; an IPv6 one may carry its zone. */
function plainAddress(address: string): string {
  const withoutZone = address.split('%', 1)[0] ?? ''
  return /^::ffff:\d{1,3}(?:\.\d{1,3}){3}$/i.test(withoutZone) ? withoutZone.slice('::ffff:'.length) : withoutZone
}
