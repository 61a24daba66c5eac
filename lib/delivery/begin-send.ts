import type { Context } from '../context'
import { charge, type Charge, type Counter, longest } from '../limits/charges'
import { LimitReached } from '../limits/limit-reached'
import type { NetworkCharge } from '../limits/network-charge'
import { StoreUnavailableError } from '../sessions/session-store'
import type { SendUnderWay, TokenRequest, TokenRequestResult, TokenToSend } from '../sessions/validation-session'

type Replay = Extract<TokenRequestResult, { outcome: 'replay' }>

/** Gives back what was charged for a message that was certainly not sent. */
export type UndoCharge = () => Promise<void>

/**
 * Begins a send, and counts it in the same round trip. If nothing is sent (a replay or a refusal), everything that was
 * counted is given back.
 *
 * @param message counted for the client's network already; kept if the send begins
 * @throws LimitReached with the longest of the waits
 */
export async function beginSend(
  request: TokenRequest,
  { message, counters }: { readonly message: NetworkCharge; readonly counters: readonly Counter[] },
  context: Context,
): Promise<Replay | (TokenToSend & { readonly undoCharge: UndoCharge })> {
  const [beginning, counting] = await Promise.allSettled([context.sessions.request(request), charge(counters, context)])
  const charged = counting.status === 'fulfilled' ? counting.value : undefined
  if (beginning.status === 'rejected') {
    undoSoon(charged, context)
    throw beginning.reason
  }
  const begun = beginning.value
  if (begun.outcome === 'replay') {
    undoSoon(charged, context)
    return begun
  }
  if (begun.outcome === 'limited') {
    undoSoon(charged, context)
    throw longestWait(begun, charged?.reached, message.reached)
  }
  if (charged === undefined) return giveUp(begun.send, (counting as PromiseRejectedResult).reason, context)
  if (charged.reached ?? message.reached) {
    undoSoon(charged, context)
    return giveUp(begun.send, longestWait(charged.reached, message.reached), context)
  }
  return { ...begun, undoCharge: together(message.keep(), charged.undo) }
}

/**
 * Counts a message that is about to be sent for the limits that all clients share.
 *
 * @param begun.reached a limit that was reached before
 * @throws LimitReached with the longest of the waits; then the send is given up and `undoCharge` is called
 */
export async function chargeSending(
  counters: readonly Counter[],
  {
    send,
    undoCharge,
    reached,
  }: { readonly send: SendUnderWay; readonly undoCharge: UndoCharge; readonly reached?: Charge['reached'] },
  context: Context,
): Promise<UndoCharge> {
  const charged = await charge(counters, context).catch((error: unknown) => {
    inBackground(undoCharge, context)
    return giveUp(send, error, context)
  })
  const undo = together(charged.undo, undoCharge)
  if (!(charged.reached ?? reached)) return undo
  inBackground(undo, context)
  return giveUp(send, longestWait(charged.reached, reached), context)
}

function together(one: UndoCharge, other: UndoCharge): UndoCharge {
  return async () => void (await Promise.all([one(), other()]))
}

/** The answer where several limits are reached: the client may come back when the last of them lets it. */
export function longestWait(
  ...waits: readonly (Charge['reached'] | { limit: string; retryAfterMs: number })[]
): LimitReached {
  const { limit = '', retryAfterMs = 0 } = longest(waits.flatMap((wait) => wait ?? [])) ?? {}
  return new LimitReached(limit, retryAfterMs)
}

/** Ends a send without sending: the same `send_attempt` may be tried again. */
async function giveUp(send: SendUnderWay, error: unknown, context: Context): Promise<never> {
  // If the store can't be reached, nobody waits for it a second time: the lease expires.
  if (error instanceof StoreUnavailableError) inBackground(() => send.failed(true), context)
  else await send.failed(true)
  throw error
}

function undoSoon(charged: Charge | undefined, context: Context): void {
  if (charged) inBackground(charged.undo, context)
}

/** If this fails, a message that was not sent stays counted until the window ends. */
function inBackground(work: () => Promise<void>, { background }: Context): void {
  background.run(work, () => undefined)
}
