import type { Request, RequestHandler, Response } from 'express'
import type * as Library from 'express-rate-limit'
import type { Background } from '../background'
import type { LimitsByName } from '../options/options'
import type { CountResult, Limit, SessionStore } from '../sessions/session-store'
import { type Charge, charge, nothingCharged } from './charges'
import type { ClientNetwork, ClientNetworkOf, CountedByNetwork, NetworkLimitName } from './client-network'
import type { CounterKey } from './counter-key'
import { LimitReached } from './limit-reached'
import { NetworkCharge } from './network-charge'

/**
 * Counts a request for its client's network. Throws if the limit of requests is reached; then nothing else is counted.
 *
 * @param beside a limit to count in the same step; the result says whether it is reached
 */
export type NetworkLimiter = (request: Request, response: Response, beside?: NetworkLimitName) => Promise<NetworkCharge>

interface LimiterSettings {
  readonly limits: LimitsByName
  readonly store: SessionStore
  readonly clientNetwork: ClientNetworkOf
  readonly counterKey: CounterKey
  readonly background: Background
}

/**
 * Limits requests by client network: `express-rate-limit`, with the counters in the session store, so that all
 * processes share them.
 *
 * @param counted what is counted: two limiters of one limit may count on their own
 */
export function networkLimiter(counted: CountedByNetwork, settings: LimiterSettings): NetworkLimiter {
  const name = counted === 'confirmPage' ? 'submitTokenPerNetwork' : counted
  const limit = settings.limits[name]
  if (limit === false) return unlimited(settings)
  const { store, clientNetwork, limits, background } = settings
  const underWay = new Map<string, CountedRequest>()
  const middleware = limiterOf(name, limit, {
    increment: (id) => {
      const request = underWay.get(id)
      if (!request) throw new TypeError('A limiter was asked to count a request that it was not given')
      return request.count(counted, limit, store)
    },
    // Only called for requests that shall no longer count; there are none.
    decrement: () => Promise.resolve(),
    resetKey: () => Promise.resolve(),
  })
  let serial = 0
  return async (request, response, beside) => {
    const id = String((serial += 1))
    const besideLimit = beside && limits[beside]
    const counting = new CountedRequest(id, clientNetwork(request), besideLimit && { name: beside, ...besideLimit })
    underWay.set(id, counting)
    try {
      await run(middleware, counting, response)
    } finally {
      underWay.delete(id)
    }
    return new NetworkCharge(counting.network, beside && counting.chargeBeside(store), background)
  }
}

/** A limiter without a limit of requests. `beside` may have one. */
function unlimited({ limits, store, clientNetwork, counterKey, background }: LimiterSettings): NetworkLimiter {
  return async (request, _response, beside) => {
    const network = clientNetwork(request)
    const counter = beside && { name: beside, network }
    const charged = counter && (await charge([counter], { settings: { limits, store }, counterKey }))
    return new NetworkCharge(network, charged, background)
  }
}

/**
 * Given to the library in place of Express's request. The library needs nothing of that one, but reads `request.ip` for
 * its log, and Express would have to compute it.
 */
class CountedRequest {
  private own: CountResult | undefined
  private other: CountResult | undefined

  constructor(
    readonly id: string,
    readonly network: ClientNetwork,
    private readonly beside: ({ readonly name: NetworkLimitName } & Limit) | undefined | false,
  ) {}

  /** Answers the library's number of hits: one above the limit means that it is reached. */
  async count(counted: CountedByNetwork, limit: Limit, store: SessionStore): Promise<Library.IncrementResponse> {
    const { network, beside } = this
    const counters = [{ name: network.counterOf(counted), ...limit }]
    if (beside) counters.push({ ...beside, name: network.counterOf(beside.name) })
    ;[this.own, this.other] = await store.count({ key: network.key, counters })
    if (!this.own) throw new TypeError('The store counted and answered no count')
    return { totalHits: this.own.counted ? this.own.count : limit.max + 1, resetTime: undefined }
  }

  get resetInMs(): number {
    return this.own?.resetInMs ?? 0
  }

  chargeBeside(store: SessionStore): Charge {
    const { other, beside, network } = this
    if (!beside || !other) return nothingCharged
    const { counted, resetInMs, windowEndsAt } = other
    if (!counted) return { ...nothingCharged, reached: { limit: beside.name, retryAfterMs: resetInMs } }
    const name = network.counterOf(beside.name)
    return {
      ...nothingCharged,
      isNothing: false,
      undo: () => store.undoCount({ key: network.key, name, windowEndsAt }),
    }
  }
}

function limiterOf(name: NetworkLimitName, { windowMs, max }: Limit, store: Library.Store): RequestHandler {
  const { rateLimit } = library()
  return rateLimit({
    windowMs,
    limit: max,
    standardHeaders: false,
    legacyHeaders: false,
    // The library's checks write to the console, but the host may have a logger. This package has checks of its own, at
    // the first request.
    validate: false,
    keyGenerator: (request) => (request as unknown as CountedRequest).id,
    store,
    handler: (request, _response, next) => {
      next(new LimitReached(name, (request as unknown as CountedRequest).resetInMs))
    },
  })
}

function run(middleware: RequestHandler, request: CountedRequest, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(error instanceof Error ? error : new Error('A limiter failed'))
    }
    void middleware(request as unknown as Request, response, next)
  })
}

/** Loaded by the first limiter, not when the package is imported. */
function library(): typeof Library {
  // A literal name, so that bundlers find the package.
  return require('express-rate-limit') as typeof Library
}
