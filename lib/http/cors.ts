import type { Response } from 'express'
import { setHeaders, type Headers } from './headers'

/**
 * The specification's headers (Client-Server API, "Web Browser Clients"). `Retry-After` is exposed too, because clients
 * read it and browsers would hide it.
 */
const headers: Headers = Object.entries({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'X-Requested-With, Content-Type, Authorization',
  'Access-Control-Expose-Headers': 'Retry-After',
})

export function setCorsHeaders(response: Response): void {
  setHeaders(response, headers)
}
