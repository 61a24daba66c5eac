import { giveMeaning } from '../error-meaning'

/** A limit was reached. Answered 429 (Client-Server API, "Rate limiting"). */
export class LimitReached extends Error {
  readonly retryAfterMs: number

  constructor(
    readonly limit: string,
    retryAfterMs: number,
  ) {
    super(`over the limit ${limit}`)
    this.name = 'LimitReached'
    this.retryAfterMs = Math.ceil(retryAfterMs)
    const message = 'Too many requests: please wait, then try again'
    giveMeaning(this, () => ({
      answer: { status: 429, errcode: 'M_LIMIT_EXCEEDED', message, retryAfterMs: this.retryAfterMs },
      event: { type: 'limited', limit, retryAfterMs: this.retryAfterMs },
    }))
  }
}
