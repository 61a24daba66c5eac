import type { ServerResponse } from 'node:http'

export type Headers = readonly (readonly [name: string, value: string])[]

/** As `response.set`, which looks into each value for what Express may add to it (a charset), and costs ten times as much. */
export function setHeaders(response: ServerResponse, headers: Headers): void {
  for (const [name, value] of headers) response.setHeader(name, value)
}
