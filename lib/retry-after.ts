/**
 * The wait that a `Retry-After` header asks for (RFC 9110, 10.2.3), given there in seconds or as a date. Undefined if
 * it is neither.
 */
export function retryAfterMs(header: string | undefined, now: number = Date.now()): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isNaN(waitMs) ? undefined : waitMs
}

/** The value of a `Retry-After` header for a wait: whole seconds, at least 1, because 0 would be no wait. */
export function retryAfterHeader(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / 1_000)))
}
