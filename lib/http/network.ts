import { isIPv4, isIPv6 } from 'node:net'
import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'

/** An IPv6 customer commonly holds a /56: all of it is one network. */
const ipv6PrefixBits = 56

/** The network that a request comes from, for limits: an IPv4 address, or the /56 of an IPv6 one. The host's `trust proxy`
 * setting decides what `request.ip` is. */
export function networkOf(request: Request): string {
  const address = plainAddress(request.ip ?? '')
  if (isIPv6(address)) return ipKeyGenerator(address, ipv6PrefixBits)
  // What is no address is all one network: otherwise each spelling would have limits of its own.
  return isIPv4(address) ? address : 'unknown'
}

/** What a person is told of where a request came from. */
export function addressOf(request: Request): string {
  return plainAddress(request.ip ?? '')
}

/** A socket that takes both families names an IPv4 address as `::ffff:192.0.2.1`; an IPv6 one may carry its zone; and some
 * proxies put the port of a client behind its address, which is another one for each connection. */
function plainAddress(address: string): string {
  const [, bare = address] =
    /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(address) ?? /^\[(.*)\](?::\d+)?$/.exec(address) ?? []
  const withoutZone = bare.split('%', 1)[0] ?? ''
  return /^::ffff:\d{1,3}(?:\.\d{1,3}){3}$/i.test(withoutZone) ? withoutZone.slice('::ffff:'.length) : withoutZone
}
