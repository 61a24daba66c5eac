import { isIPv4 } from 'node:net'
import type { Request } from 'express'
import { ipv6Network, plainIpAddress } from '../ip-address'

/** A client's network, for limits. An IPv6 customer commonly has a /56, and gets a /48 by asking for it. */
export interface Network {
  /** An IPv4 address, or the /48 of an IPv6 one: for limits that must not start anew when a client moves to its next /56. */
  readonly site: string
  /** Which /56 of the /48, in two hexadecimal digits; empty for an IPv4 address. */
  readonly customer: string
}

/** Texts that are no address share one network: otherwise each spelling would have limits of its own. */
const unknown: Network = { site: 'unknown', customer: '' }

/** The network that a request comes from. The host's `trust proxy` setting decides what `request.ip` is. */
export function networkOf(request: Request): Network {
  const address = addressOf(request)
  if (address === '') return unknown
  return isIPv4(address) ? { site: address, customer: '' } : ipv6Network(address)
}

/** Kept on the request itself, because an entry in a `WeakMap` costs more than the computation. */
const clientAddress = Symbol('express-matrix-password-reset: IP address')

/**
 * The client's IP address for a person to read, or '' if there is none. Kept, because Express computes `request.ip`
 * each time, and answers another once the connection is closed.
 */
export function addressOf(request: Request): string {
  const known: { [clientAddress]?: string; readonly ip?: string | undefined } = request
  return (known[clientAddress] ??= plainIpAddress(known.ip ?? ''))
}
