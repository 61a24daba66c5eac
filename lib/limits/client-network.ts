import type { Request } from 'express'
import { networkOf } from '../http/network'
import type { LimitsByName } from '../options/options'
import type { SecretKeys } from '../sessions/secrets'

/** The limits of a client's network, by what they count. What confirm pages count is limited as `submitToken` is. */
const letters = {
  requestTokenPerNetwork: 'r',
  submitTokenPerNetwork: 's',
  confirmPage: 'c',
  accountPasswordPerNetwork: 'p',
  emailsPerNetwork: 'e',
  smsPerNetwork: 't',
  wrongCodesPerNetwork: 'w',
} as const

export type CountedByNetwork = keyof typeof letters
export type NetworkLimitName = CountedByNetwork & keyof LimitsByName

/**
 * The network of a client, as the store knows it: all that it is counted by lies under one key, a keyed hash of the IPv4
 * address or of the /48 of an IPv6 one.
 */
export class ClientNetwork {
  private hash: string | undefined

  constructor(
    private readonly keys: SecretKeys,
    private readonly server: string,
    /** An IPv4 address, or the /48 of an IPv6 one. */
    private readonly site: string,
    /** Which /56 of the /48. */
    private readonly customer: string,
  ) {}

  /** Made when it is first asked for: a hash costs as much as all else of a count. */
  get key(): string {
    return (this.hash ??= this.keys.tag('network', this.server, this.site))
  }

  /** Names a counter under the key. By /56, but wrong codes: who has a /48 would have 256 limits of them. */
  counterOf(counted: CountedByNetwork): string {
    return counted === 'wrongCodesPerNetwork' ? letters[counted] : letters[counted] + this.customer
  }

  /** Names it among the few networks that ask for one address: half of a hash is plenty. */
  get tagAtAddress(): string {
    return this.key.slice(0, 11) + this.customer
  }
}

/** The network of a request's client. */
export type ClientNetworkOf = (request: Request) => ClientNetwork

/** @param server names it: two on one Redis share no counts */
export function clientNetworks(keys: SecretKeys, server: string): ClientNetworkOf {
  return (request) => {
    const { site, customer } = networkOf(request)
    return new ClientNetwork(keys, server, site, customer)
  }
}
