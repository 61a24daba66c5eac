import type { Request } from 'express'
import { requesterFrom, type Requester } from '../messages/requester/requester'
import { addressOf } from './network'

/** Who asks, as mails and pages tell it. */
export function requesterOf(request: Request): Requester {
  return requesterFrom({ at: Date.now(), address: addressOf(request), userAgent: request.headers['user-agent'] })
}
