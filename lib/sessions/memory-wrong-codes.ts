import { chargeWrongCode } from './memory-address'
import { undoCharge, waitFor } from './memory-counters'
import type { Room } from './memory-room'
import type { Session } from './memory-records'
import { codeIsRight } from './memory-session'
import type { SubmitRequest, SubmitResult } from './session-store'

/** Judges a code: undefined if it is right. A wrong one is counted for the session and for its address. */
export function judgeCode(
  session: Session,
  request: SubmitRequest,
  counterRoom: Room,
  now: number,
): SubmitResult | undefined {
  const { wrongCodesPerAddress: limit, codeTries, codeTokens } = request
  if (codeTokens.length === 0) return { outcome: 'wrong', deliver: 'code', counted: false }
  if (session.state === 'pending') {
    if (session.wrongCodes >= codeTries) return tooManyTries(session.expiresAt - now)
    const wait = limit ? waitFor(session.address.wrongCodes, limit, now) : 0
    if (wait > 0) return tooManyTries(wait)
  }
  if (codeIsRight(session, codeTokens, now)) return undefined
  // First the step that fails if the store is full: then nothing is judged.
  chargeWrongCode(session.address, limit, counterRoom, now)
  session.wrongCodes += 1
  if (session.state === 'pending' && session.wrongCodes >= codeTries) session.state = 'dead'
  return { outcome: 'wrong', deliver: 'code', counted: true }
}

/** Takes back one wrong code of the session and of its address. */
export function undoWrongCode(session: Session, now: number): void {
  session.wrongCodes = Math.max(session.wrongCodes - 1, 0)
  undoCharge(session.address.wrongCodes, now)
}

export function tooManyTries(retryAfterMs: number): SubmitResult {
  return { outcome: 'gone', tooManyTries: { retryAfterMs } }
}
