import type { ServerResponse } from 'node:http'

export type Headers = readonly (readonly [name: string, value: string])[]

/**
 * Sets headers without Express's `response.set`, which checks each value for a charset to add and takes ten times as
 * long.
 */
export function setHeaders(response: ServerResponse, headers: Headers): void {
  for (const [name, value] of headers) response.setHeader(name, value)
}
