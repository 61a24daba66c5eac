import type { Request } from 'express'
import { requesterFrom, type Requester } from '../messages/requester/requester'
import { addressOf } from './network'

/** Who sent a request, for mails and pages. */
export function requesterOf(request: Request): Requester {
  return requesterFrom({ at: Date.now(), address: addressOf(request), userAgent: request.headers['user-agent'] })
}
