/** The wait that a `Retry-After` asks for (RFC 9110, 10.2.3), in seconds or as a date. Undefined where it says neither. */
export function retryAfterMs(header: string | undefined, now: number = Date.now()): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isNaN(waitMs) ? undefined : waitMs
}

/** `Retry-After` for a wait: whole seconds, and never 0, which would be no wait. */
export function retryAfterHeader(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / 1_000)))
}
