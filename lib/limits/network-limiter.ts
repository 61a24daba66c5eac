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
 * Counts a request for its client's network, and throws where that is one too many: then nothing else is counted.
 *
 * @param beside what is counted in the same step, in case it comes to that; whether that limit is reached the result says
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
 * Limits by client network: `express-rate-limit`, counting in the session store, so that all processes share the counts.
 *
 * @param counted two with one limit may count apart
 */
export function networkLimiter(counted: CountedByNetwork, settings: LimiterSettings): NetworkLimiter {
  const name = counted === 'confirmPage' ? 'submitTokenPerNetwork' : counted
  const limit = settings.limits[name]
  if (limit === false) return unlimited(settings)
  const { store, clientNetwork, limits, background } = settings
  const underWay = new Map<string, CountedRequest>()
  const middleware = limiterOf(name, limit, {
    increment: async (id) => {
      const request = underWay.get(id)
      if (!request) throw new TypeError('A limiter was asked to count a request that it was not given')
      await request.count(counted, limit, store)
      return request.hits(limit)
    },
    // Of requests that are to count no more: there are none.
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

/** Without a limit of requests; what is counted beside them may have one. */
function unlimited({ limits, store, clientNetwork, counterKey, background }: LimiterSettings): NetworkLimiter {
  return async (request, _response, beside) => {
    const network = clientNetwork(request)
    const counter = beside && { name: beside, network }
    const charged = counter && (await charge([counter], { settings: { limits, store }, counterKey }))
    return new NetworkCharge(network, charged, background)
  }
}

/** A request as the library is given it: it asks nothing of one, but would have Express work out `request.ip` for a log. */
class CountedRequest {
  private own: CountResult | undefined
  private other: CountResult | undefined

  constructor(
    readonly id: string,
    readonly network: ClientNetwork,
    private readonly beside: ({ readonly name: NetworkLimitName } & Limit) | undefined | false,
  ) {}

  async count(counted: CountedByNetwork, limit: Limit, store: SessionStore): Promise<void> {
    const { network, beside } = this
    const counters = [{ name: network.counterOf(counted), ...limit }]
    if (beside) counters.push({ ...beside, name: network.counterOf(beside.name) })
    ;[this.own, this.other] = await store.count({ key: network.key, counters })
  }

  /** As the library counts: one past the limit says that it is reached. */
  hits({ max }: Limit): Library.IncrementResponse {
    if (!this.own) throw new TypeError('The store counted and answered no count')
    return { totalHits: this.own.counted ? this.own.count : max + 1, resetTime: undefined }
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
    // Its checks write to the console of a host that may have a logger of its own; ours are made at the first request.
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

/** Loaded by the first limiter and not by import. */
function library(): typeof Library {
  // A literal, so that bundlers find it.
  return require('express-rate-limit') as typeof Library
}
