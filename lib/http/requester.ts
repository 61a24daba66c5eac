import type { Request } from 'express'
import { askedOf, type Asked } from '../messages/asked'
import { addressOf } from './network'

/** Who asks, as mails and pages tell it. */
export function askedBy(request: Request): Asked {
  return askedOf({ at: Date.now(), address: addressOf(request), userAgent: request.headers['user-agent'] })
}
