import type { Request } from 'express'
import { networkOf } from '../http/network'
import type { LimitsByName } from '../options/options'
import type { SecretKeys } from '../sessions/secrets'

/**
 * The letter of each counter of a client's network. Confirm pages have a counter of their own, under the limit of
 * `submitToken`.
 */
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
 * A client's network, in the form in which the store knows it. All its counters are under one key: a keyed hash of the
 * IPv4 address, or of the /48 of an IPv6 one.
 */
export class ClientNetwork {
  private hash: string | undefined

  constructor(
    private readonly keys: SecretKeys,
    private readonly server: string,
    /** An IPv4 address, or the /48 of an IPv6 one. */
    private readonly site: string,
    /** Which /56 of the /48; empty for an IPv4 address. */
    private readonly customer: string,
  ) {}

  /** Computed when it is first needed: the hash costs as much as the rest of a count. */
  get key(): string {
    return (this.hash ??= this.keys.tag('network', this.server, this.site))
  }

  /**
   * The name of a counter under the key. Counters are by /56, except that of wrong codes: whoever has a /48 would have
   * 256 limits.
   */
  counterOf(counted: CountedByNetwork): string {
    return counted === 'wrongCodesPerNetwork' ? letters[counted] : letters[counted] + this.customer
  }

  /** Names this network among the few that ask for one address: half of a hash is enough for that. */
  get tagAtAddress(): string {
    return this.key.slice(0, 11) + this.customer
  }
}

/** The network of a request's client. */
export type ClientNetworkOf = (request: Request) => ClientNetwork

/** @param server names this server: two servers on one Redis share no counters */
export function clientNetworks(keys: SecretKeys, server: string): ClientNetworkOf {
  return (request) => {
    const { site, customer } = networkOf(request)
    return new ClientNetwork(keys, server, site, customer)
  }
}
