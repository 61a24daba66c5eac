import { promises as dns, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

/** Resolves a host name to all of its addresses; rejects if there are none. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>

/** A connection was refused because its address is forbidden. */
export class ForbiddenAddressError extends Error {
  constructor() {
    super('every address of the host is a special one')
    this.name = 'ForbiddenAddressError'
  }
}

/** The system's resolver, with its order. The connection tries both families. */
export const resolveHost: ResolveHost = (hostname) => dns.lookup(hostname, { all: true, verbatim: true })

/**
 * The look-up for a connection. The connection goes to the addresses that this answers, so a name can't change its
 * address between the check and the connection (CVE-2021-29431, CVE-2021-21392). Forbidden addresses are left out (a
 * DNS64 adds NAT64 addresses to the real ones); if none remains, the connection fails. Equal look-ups at the same
 * moment share one, because the system's resolver has few threads: a name whose DNS hangs would take them from
 * everything else in the process.
 */
export function guardedLookup(resolve: ResolveHost, isForbidden: (address: string) => boolean): LookupFunction {
  const underWay = new Map<string, Promise<readonly LookupAddress[]>>()
  const shared = (hostname: string) => {
    const running = underWay.get(hostname)
    if (running !== undefined) return running
    const started = resolve(hostname).finally(() => underWay.delete(hostname))
    underWay.set(hostname, started)
    return started
  }
  return (hostname, options, callback) => {
    shared(hostname).then(
      (addresses) => {
        const allowed = addresses.filter(({ address }) => !isForbidden(address))
        const first = allowed[0]
        if (first === undefined) callback(new ForbiddenAddressError(), '')
        else if (options.all === true) callback(null, allowed)
        else callback(null, first.address, first.family)
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('the host name could not be resolved'), '')
      },
    )
  }
}

/** A URL's host as a connection takes it: an IPv6 literal without its brackets. */
export function connectionHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/** @throws ForbiddenAddressError for a forbidden literal address: a connection to a literal makes no look-up */
export function checkLiteral(url: URL, isForbidden: (address: string) => boolean): void {
  const host = connectionHost(url)
  if (isIP(host) !== 0 && isForbidden(host)) throw new ForbiddenAddressError()
}
