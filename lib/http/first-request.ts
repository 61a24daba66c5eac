import type { Request } from 'express'
import type { Logger } from '../logger'

/** The parts of `publicBaseUrl` that requests are compared with. */
export interface RequestCheckSettings {
  readonly publicBaseUrl: {
    readonly href: string
    /** The path, without a slash at its end. */
    readonly prefix: string
  }
  readonly logger: Pick<Logger, 'warn'>
}

/** A wrong setting that only shows in a request. */
interface RequestCheck {
  /** The setting of Express, or the option, to change. */
  readonly option: string
  readonly shows: (request: Request) => boolean
  readonly message: (request: Request) => string
}

/**
 * Finds mistakes in the set-up around the router when requests arrive, and warns of each kind once, with what to do.
 * Without this nobody would notice them: limits that everybody shares or nobody has, links that lead nowhere.
 *
 * @returns to be called with each request that the router serves
 */
export function createRequestChecks({ publicBaseUrl, logger }: RequestCheckSettings): (request: Request) => void {
  const isPeerTrusted = peerTrust()
  let left: readonly RequestCheck[] = [
    allProxiesTrusted,
    noAddress,
    proxyNotTrusted(isPeerTrusted),
    forwardedUnread(isPeerTrusted),
    mountOf(publicBaseUrl),
  ]
  return (request) => {
    for (const check of left) {
      if (!isShown(check, request)) continue
      left = left.filter((other) => other !== check)
      logger.warn({ option: check.option }, check.message(request))
    }
  }
}

/** If the host's `trust proxy` function throws, Express reports it. */
function isShown({ shows }: RequestCheck, request: Request): boolean {
  try {
    return shows(request)
  } catch {
    return false
  }
}

const allProxiesTrusted: RequestCheck = {
  option: 'trust proxy',
  shows: ({ app }) => app.get('trust proxy') === true,
  message: () =>
    "`trust proxy` is true: every client chooses its own IP address by X-Forwarded-For, so limits don't hold it back. " +
    "Fix: name your proxies instead, such as app.set('trust proxy', 'loopback') or the number of proxies, 1",
}

/** A connection through a Unix socket has no IP address, so `'loopback'` and lists of addresses trust nobody there. */
const noAddress: RequestCheck = {
  option: 'trust proxy',
  // A connection that was closed has no address either.
  shows: (request) => request.socket.remoteAddress === undefined && !request.ip && !request.socket.destroyed,
  message: () =>
    'A request has no IP address, so all clients share one limit: it came by a Unix socket, where only a function or a number ' +
    "trusts the proxy. Fix: app.set('trust proxy', (address) => address === undefined), and let the proxy set X-Forwarded-For",
}

type IsPeerTrusted = (request: Request) => boolean

const proxyNotTrusted = (isPeerTrusted: IsPeerTrusted): RequestCheck => ({
  option: 'trust proxy',
  shows: (request) => isForwarded(request) && request.socket.remoteAddress !== undefined && !isPeerTrusted(request),
  message: () =>
    'X-Forwarded-For or Forwarded arrived from an IP address that `trust proxy` does not name. If a proxy of yours sets it, all ' +
    "clients share one limit, and mails name the proxy as who asked. Fix: app.set('trust proxy', 'loopback'), or the proxy's " +
    'IP address. If you have no proxy, ignore this',
})

const forwardedUnread = (isPeerTrusted: IsPeerTrusted): RequestCheck => ({
  option: 'trust proxy',
  shows: (request) =>
    request.headers.forwarded !== undefined && !('x-forwarded-for' in request.headers) && isPeerTrusted(request),
  message: () =>
    'A trusted proxy sets Forwarded, which Express does not read, and no X-Forwarded-For: all clients share one limit. ' +
    'Fix: let the proxy set X-Forwarded-For',
})

function isForwarded({ headers }: Request): boolean {
  return 'x-forwarded-for' in headers || 'forwarded' in headers
}

/**
 * Asks in Express's way: any form of its setting becomes a function of an address and of how many hops away that is. Behind
 * a proxy every request has the same peer, so the last answer is kept.
 */
function peerTrust(): IsPeerTrusted {
  let last: { readonly trust?: unknown; readonly peer?: string | undefined; readonly isTrusted: boolean } = {
    isTrusted: false,
  }
  return ({ app, socket: { remoteAddress: peer } }) => {
    const trust: unknown = app.get('trust proxy fn')
    if (last.trust !== trust || last.peer !== peer) {
      const isTrusted = typeof trust === 'function' && Boolean(Reflect.apply(trust, undefined, [peer, 0]))
      last = { trust, peer, isTrusted }
    }
    return last.isTrusted
  }
}

/** Only a prefix that this host itself removes must be in the links. A prefix that a proxy removes is no mistake. */
function mountOf({ href, prefix }: RequestCheckSettings['publicBaseUrl']): RequestCheck {
  return {
    option: 'publicBaseUrl',
    // Express compares paths in any case unless it is told otherwise.
    shows: ({ baseUrl }) => !prefix.toLowerCase().endsWith(baseUrl.toLowerCase()),
    message: ({ baseUrl }) =>
      `The router is mounted under ${plainPath(baseUrl)}, but publicBaseUrl is ${href}: the links in messages lead elsewhere. ` +
      'Fix: mount it where publicBaseUrl says, or put the whole path into publicBaseUrl',
  }
}

/** A mount path may have parameters, and then a client has chosen it: only a plain one is logged. */
function plainPath(path: string): string {
  return /^[\w./~-]{1,100}$/.test(path) ? path : 'another path'
}
