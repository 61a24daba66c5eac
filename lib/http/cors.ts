import type { Response } from 'express'

/** The specification's headers (Client-Server API, "Web Browser Clients"), and `Retry-After` exposed: a browser hides it
 * otherwise, and clients read it. */
const headers = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'X-Requested-With, Content-Type, Authorization',
  'Access-Control-Expose-Headers': 'Retry-After',
} as const

export function setCorsHeaders(response: Response): void {
  response.set(headers)
}
