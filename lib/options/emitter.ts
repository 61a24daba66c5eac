import { describeError } from '../error-text'
import type { PasswordResetEvent } from '../events'
import type { Logger } from '../logger'
import type { LimitsByName, PasswordResetOptions } from './options'

/** Gives an event to the host's listener. A function is only called if there is a listener. */
export type Emit = (event: PasswordResetEvent | (() => PasswordResetEvent)) => void

/** If the listener throws, or is async and rejects, the request is answered all the same and the process goes on. */
export function emitterFrom(onEvent: PasswordResetOptions['onEvent'], limits: LimitsByName, logger: Logger): Emit {
  const warnOfLimit = limitWarnings(limits, logger)
  return (made) => {
    if (typeof made !== 'function' && made.type === 'limited') warnOfLimit(made.limit)
    if (onEvent === undefined) return
    const event = typeof made === 'function' ? made() : made
    const complain = (error: unknown) => logger.error({ event: event.type, ...describeError(error) }, 'onEvent threw')
    try {
      const told: unknown = onEvent(event)
      if (told !== undefined) void Promise.resolve(told).catch(complain)
    } catch (error) {
      complain(error)
    }
  }
}

/** Logs a line when a limit is reached, at most one in each of the limit's windows. */
function limitWarnings(limits: LimitsByName, logger: Logger): (name: string) => void {
  const quietUntil = new Map<string, number>()
  return (name) => {
    const limit = Object.hasOwn(limits, name) ? limits[name as keyof LimitsByName] : false
    const now = Date.now()
    if (!limit || now < (quietUntil.get(name) ?? 0)) return
    quietUntil.set(name, now + limit.windowMs)
    logger.warn(
      { limit: name, ...limit },
      `A limit was reached: limits.${name}. What goes beyond it is refused, or not sent, until its window ends`,
    )
  }
}
