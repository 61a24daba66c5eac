import type { Request, RequestHandler, Response } from 'express'
import { rateLimit, type Store } from 'express-rate-limit'
import { MatrixError } from '../http/matrix-error'
import { networkOf } from '../http/network'
import type { CounterKey } from './counter-key'
import type { Limits } from '../options/options'
import type { Limit, SessionStore } from '../sessions/session-store'

/** Counts a request, and throws where that is one too many. */
export type NetworkLimiter = (request: Request, response: Response) => Promise<void>

/**
 * Limits by client network: `express-rate-limit`, counting in the session store, so that all processes share the counts.
 *
 * @param name the limit's name, for events
 * @param what is counted: two with one limit may count apart
 * @param limit `false` for none
 */
export function networkLimiter(
  name: keyof Limits,
  what: string,
  limit: Limit | false,
  store: SessionStore,
  counterKey: CounterKey,
): NetworkLimiter {
  if (limit === false) return () => Promise.resolve()
  const middleware = rateLimit({
    windowMs: limit.windowMs,
    limit: limit.max,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks write to the console of a host that may have a logger of its own; ours are made by the factory.
    validate: false,
    keyGenerator: (request) => counterKey(what, networkOf(request)),
    store: countingStore(store, limit.windowMs),
    handler: (request, _response, next) => {
      const { rateLimit: state } = request as Request & { rateLimit?: { resetTime?: Date } }
      const retryAfterMs = Math.max((state?.resetTime?.getTime() ?? 0) - Date.now(), 1)
      next(limitExceeded(name, retryAfterMs))
    },
  })
  return (request, response) => run(middleware, request, response)
}

/** 429 as the specification has it (Client-Server API, "Rate limiting"). @param limit for events and log */
export function limitExceeded(limit: string, retryAfterMs: number): MatrixError {
  return new MatrixError(429, 'M_LIMIT_EXCEEDED', 'Too many requests: please wait, then try again', {
    retryAfterMs: Math.ceil(retryAfterMs),
    cause: new LimitReached(limit),
  })
}

/** Says which limit it was: for events and log, as the `cause` of a 429. */
export class LimitReached extends Error {
  constructor(readonly limit: string) {
    super(`over the limit ${limit}`)
    this.name = 'LimitReached'
  }
}

function countingStore(store: SessionStore, windowMs: number): Store {
  return {
    increment: async (key) => {
      const { count, resetInMs } = await store.count({ key, windowMs })
      return { totalHits: count, resetTime: new Date(Date.now() + resetInMs) }
    },
    // Of requests that are to count no more: there are none.
    decrement: () => Promise.resolve(),
    resetKey: () => Promise.resolve(),
  }
}

function run(middleware: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(error instanceof Error ? error : new Error('A limiter failed'))
    }
    void middleware(request, response, next)
  })
}
