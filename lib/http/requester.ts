import type { Request } from 'express'
import type { Asked } from '../messages/message'
import { addressOf } from './network'

/** More of it helps nobody, and it is kept with the session. */
const maxUserAgentLength = 256

/** Who asks, as mails and pages tell it. */
export function askedBy(request: Request): Asked {
  const from = addressOf(request)
  const userAgent = request.headers['user-agent']?.slice(0, maxUserAgentLength)
  return { at: Date.now(), ...(from !== '' && { from }), ...(userAgent !== undefined && { userAgent }) }
}
