import type { Request, RequestHandler, Response } from 'express'
import type * as Library from 'express-rate-limit'
import { networkOf } from '../http/network'
import type { LimitsByName } from '../options/options'
import type { Limit, SessionStore } from '../sessions/session-store'
import type { CounterKey } from './counter-key'
import { LimitReached } from './limit-reached'

/** Counts a request, and throws where that is one too many. */
export type NetworkLimiter = (request: Request, response: Response) => Promise<void>

/**
 * Limits by client network: `express-rate-limit`, counting in the session store, so that all processes share the counts.
 *
 * @param name the limit's name, for events
 * @param counted names what is counted: two with one limit may count apart
 * @param limit `false` for none
 */
export function networkLimiter(
  name: keyof LimitsByName,
  counted: string,
  limit: Limit | false,
  store: SessionStore,
  counterKey: CounterKey,
): NetworkLimiter {
  if (limit === false) return () => Promise.resolve()
  const { rateLimit } = library()
  const middleware = rateLimit({
    windowMs: limit.windowMs,
    limit: limit.max,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks write to the console of a host that may have a logger of its own; ours are made at the first request.
    validate: false,
    keyGenerator: (request) => counterKey(counted, networkOf(request)),
    store: countingStore(store, limit.windowMs),
    handler: (request, _response, next) => {
      const { rateLimit: state } = request as Request & { rateLimit?: { resetTime?: Date } }
      const retryAfterMs = Math.max((state?.resetTime?.getTime() ?? 0) - Date.now(), 1)
      next(new LimitReached(name, retryAfterMs))
    },
  })
  return (request, response) => run(middleware, request, response)
}

function countingStore(store: SessionStore, windowMs: number): Library.Store {
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

/** Loaded by the first limiter and not by import. */
function library(): typeof Library {
  // A literal, so that bundlers find it.
  return require('express-rate-limit') as typeof Library
}
