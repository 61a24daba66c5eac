import { isIPv4 } from 'node:net'
import type { Request } from 'express'
import { ipv6Network, plainIpAddress } from '../ip-address'

/** An IPv6 customer commonly holds a /56, and gets a /48 for the asking. */
const customerBits = 56
const siteBits = 48

/** The network that a request comes from, for limits: an IPv4 address, or the /56 of an IPv6 one. The host's `trust proxy`
 * setting decides what `request.ip` is. */
export function networkOf(request: Request): string {
  return networkOfBits(request, customerBits)
}

/** The site that a request comes from: an IPv4 address, or the /48 of an IPv6 one. For limits that must not start anew when a
 * client moves to its next /56. */
export function siteOf(request: Request): string {
  return networkOfBits(request, siteBits)
}

/** On the request itself: a `WeakMap` with an entry for each costs more than the working out. */
const clientAddress = Symbol('express-matrix-password-reset: IP address')

/** The client's IP address for a person to read, or '' where there is none: never longer than an address is. Express works
 * out `request.ip` anew each time; and it would be another once the connection is closed. */
export function addressOf(request: Request): string {
  const known: { [clientAddress]?: string; readonly ip?: string | undefined } = request
  return (known[clientAddress] ??= plainIpAddress(known.ip ?? ''))
}

function networkOfBits(request: Request, bits: number): string {
  const address = addressOf(request)
  // What is no address is all one network: otherwise each spelling would have limits of its own.
  if (address === '') return 'unknown'
  return isIPv4(address) ? address : ipv6Network(address, bits)
}
