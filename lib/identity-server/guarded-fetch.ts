import http, { type Agent } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import type { UpstreamAnswer } from './upstream-answer'
import { sendUpstream, UpstreamRequestError, type AbortReason, type UpstreamRequest } from './upstream-request'
import { checkLiteral, ForbiddenAddressError, guardedLookup, resolveHost, type ResolveHost } from './guarded-lookup'
import { IdentityServerError } from './identity-server-error'
import { createReachability, type Attempt } from './reachability'
import { isSpecialAddress } from './special-addresses'
import type { IdentityServer } from './trusted'

export interface GuardedFetchOptions {
  /** The time for a whole exchange: look-up, connection, request, answer. @default 10,000 */
  readonly deadlineMs?: number
  /** How long a server that can't be reached is not asked again. @default 5,000 */
  readonly pauseMs?: number
  /** The longest body of an answer. @default 65,536 */
  readonly maxAnswerBytes?: number
  /** How many exchanges with one server may run at once; more fail. @default 256 */
  readonly maxExchanges?: number
  /** @default the system's resolver */
  readonly resolve?: ResolveHost
  /** Addresses that a guarded server must not have. @default `isSpecialAddress` */
  readonly isForbidden?: (address: string) => boolean
  /** Certificates (PEM) of the authorities to trust. @default those of Node.js, with NODE_EXTRA_CA_CERTS */
  readonly ca?: string
}

export interface GuardedFetch {
  /** @throws IdentityServerError */
  readonly fetch: (server: IdentityServer, exchange: UpstreamRequest) => Promise<UpstreamAnswer>
  /** Ends all connections and exchanges. */
  readonly close: () => void
}

/**
 * The only way in which this package talks to an identity server: HTTP without redirects and without decoding, that
 * reads one JSON object of bounded size and ends by its deadline. It takes an `IdentityServer`, which only `Trust` can
 * make. A server counts as unreachable if no connection could be made, or if the deadline passed without any answer and
 * no other exchange was answered meanwhile. A connection that was reset does not count: it takes no time, and one user
 * can cause it.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { deadlineMs = 10_000, pauseMs = 5_000, maxAnswerBytes = 65_536, maxExchanges = 256 } = options
  const { resolve = resolveHost, isForbidden = isSpecialAddress } = options
  const reachability = createReachability({ pauseMs, maxExchanges })
  const listed = createAgents(
    guardedLookup(resolve, () => false),
    options.ca,
  )
  const guarded = createAgents(guardedLookup(resolve, isForbidden), options.ca)
  const running = new Set<AbortController>()

  const exchangeWithin = async (
    server: IdentityServer,
    exchange: UpstreamRequest,
    attempt: Attempt,
  ): Promise<UpstreamAnswer> => {
    if (server.guarded) checkLiteral(server.baseUrl, isForbidden)
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort('timeout' satisfies AbortReason), deadlineMs)
    running.add(controller)
    const agents = (server.guarded ? guarded : listed)[server.baseUrl.protocol === 'https:' ? 'https' : 'http']
    const terms = { baseUrl: server.baseUrl, signal: controller.signal, maxAnswerBytes }
    try {
      return await sendOver(agents, exchange, terms)
    } catch (error) {
      judge(error, attempt)
      throw error
    } finally {
      clearTimeout(timer)
      running.delete(controller)
    }
  }

  const fetch = async (server: IdentityServer, exchange: UpstreamRequest): Promise<UpstreamAnswer> => {
    const attempt = reachability.start(server.name)
    if (typeof attempt === 'string') throw new IdentityServerError(attempt, server.name, notAskedWords[attempt], false)
    try {
      const answer = await exchangeWithin(server, exchange, attempt)
      attempt.answered()
      return answer
    } catch (error) {
      throw failureOf(error, server.name)
    } finally {
      attempt.end()
    }
  }

  const close = () => {
    for (const controller of running) controller.abort('closed' satisfies AbortReason)
    for (const agent of [listed, guarded].flatMap(({ http, https }) => [http.kept, https.kept])) agent.destroy()
  }
  return { fetch, close }
}

/** If the server closed the kept connection at that moment, sends once more over a new one. */
async function sendOver(
  { kept, fresh }: Agents,
  exchange: UpstreamRequest,
  terms: Omit<Parameters<typeof sendUpstream>[1], 'agent'>,
): Promise<UpstreamAnswer> {
  try {
    return await sendUpstream(exchange, { ...terms, agent: kept })
  } catch (error) {
    if (wasStale(error)) return sendUpstream(exchange, { ...terms, agent: fresh })
    throw error
  }
}

const notAskedWords = {
  unreachable: 'could not be reached a moment ago, and is not asked again yet',
  busy: 'has too many requests under way',
} as const

interface Agents {
  readonly kept: Agent
  /** A connection for one exchange only. */
  readonly fresh: Agent
}

function createAgents(lookup: LookupFunction, ca: string | undefined): Readonly<Record<'http' | 'https', Agents>> {
  // Node.js gives each address of a host 250 ms, which is too little for one that is far away.
  const connection = { lookup, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1_000 }
  // An idle connection is closed after 30 seconds; until then it doesn't keep the process alive.
  const keptAlive = { ...connection, keepAlive: true, maxFreeSockets: 8, timeout: 30_000 }
  // Always set: NODE_TLS_REJECT_UNAUTHORIZED in the environment would change the default.
  const verified = { rejectUnauthorized: true, ...(ca !== undefined && { ca }) }
  return {
    http: { kept: new http.Agent(keptAlive), fresh: new http.Agent(connection) },
    https: {
      kept: new https.Agent({ ...keptAlive, ...verified }),
      fresh: new https.Agent({ ...connection, ...verified }),
    },
  }
}

/**
 * Whether the connection was closed before an answer. Then the request is sent once more, as RFC 9112 (section 9.3.1)
 * allows: every request of this package can arrive twice without harm (the same `send_attempt`, the same token).
 */
function wasStale(error: unknown): boolean {
  return (
    error instanceof UpstreamRequestError && error.reason === 'unreachable' && error.phase === 'sent' && error.reused
  )
}

function judge(error: unknown, attempt: Attempt): void {
  if (!(error instanceof UpstreamRequestError)) return
  const { reason, phase } = error
  if (phase === 'answering') attempt.answered()
  else if (reason === 'timeout' || (reason === 'unreachable' && phase === 'connecting')) attempt.unreachable()
}

function failureOf(error: unknown, idServer: string): unknown {
  if (error instanceof ForbiddenAddressError)
    return new IdentityServerError('forbidden_address', idServer, 'its address is a special one', false)
  if (!(error instanceof UpstreamRequestError)) return error
  return new IdentityServerError(error.reason, idServer, error.message, error.phase !== 'connecting')
}
