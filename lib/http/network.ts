import { isIPv4, isIPv6 } from 'node:net'
import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'
import { plainIpAddress } from '../ip-address'

/** An IPv6 customer commonly holds a /56: all of it is one network. */
const ipv6PrefixBits = 56

/** The network that a request comes from, for limits: an IPv4 address, or the /56 of an IPv6 one. The host's `trust proxy`
 * setting decides what `request.ip` is. */
export function networkOf(request: Request): string {
  const address = plainIpAddress(request.ip ?? '')
  if (isIPv6(address)) return ipKeyGenerator(address, ipv6PrefixBits)
  // What is no address is all one network: otherwise each spelling would have limits of its own.
  return isIPv4(address) ? address : 'unknown'
}

/** What a person is told of where a request came from. */
export function addressOf(request: Request): string {
  return plainIpAddress(request.ip ?? '')
}
