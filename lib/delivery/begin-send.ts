import type { Context } from '../context'
import { charge, type Charge, type Counter } from '../limits/charges'
import { LimitReached } from '../limits/limit-reached'
import { StoreUnavailableError } from '../sessions/session-store'
import type { SendUnderWay, TokenRequest, TokenRequestResult, TokenToSend } from '../sessions/validation-session'

type Replay = Extract<TokenRequestResult, { outcome: 'replay' }>

/** Gives back what a message was charged: it was certainly not sent. */
export type Uncharge = () => Promise<void>

/**
 * Begins a send, and counts it in the same round trip. A replay is not charged, nor is what is refused: what was counted
 * beside goes back.
 *
 * @throws LimitReached with the longest of the waits
 */
export async function beginSend(
  request: TokenRequest,
  counters: readonly Counter[],
  context: Context,
): Promise<Replay | (TokenToSend & { readonly uncharge: Uncharge })> {
  const [beginning, counting] = await Promise.allSettled([context.sessions.request(request), charge(counters, context)])
  const charged = counting.status === 'fulfilled' ? counting.value : undefined
  if (beginning.status === 'rejected') {
    giveBackSoon(charged, context)
    throw beginning.reason
  }
  const begun = beginning.value
  if (begun.outcome === 'replay') {
    giveBackSoon(charged, context)
    return begun
  }
  if (begun.outcome === 'limited') {
    giveBackSoon(charged, context)
    throw longestWait(begun, charged?.reached)
  }
  if (charged === undefined || charged.reached) {
    giveBackSoon(charged, context)
    const error: unknown = charged?.reached ? longestWait(charged.reached) : (counting as PromiseRejectedResult).reason
    return giveUp(begun.send, error, context)
  }
  return { ...begun, uncharge: charged.giveBack }
}

/**
 * Counts a message that is about to be sent by what all share.
 *
 * @throws LimitReached with the longest of the waits; then the send is given up and `uncharge` is called
 */
export async function chargeSending(
  counters: readonly Counter[],
  { send, uncharge }: { readonly send: SendUnderWay; readonly uncharge: Uncharge },
  context: Context,
): Promise<Uncharge> {
  const charged = await charge(counters, context).catch((error: unknown) => {
    inBackground(uncharge, context)
    return giveUp(send, error, context)
  })
  const giveBack = async () => void (await Promise.all([charged.giveBack(), uncharge()]))
  if (!charged.reached) return giveBack
  inBackground(giveBack, context)
  return giveUp(send, longestWait(charged.reached), context)
}

function longestWait(...waits: readonly (Charge['reached'] | { limit: string; retryAfterMs: number })[]): LimitReached {
  const [longest] = waits.flatMap((wait) => wait ?? []).sort((one, two) => two.retryAfterMs - one.retryAfterMs)
  return new LimitReached(longest?.limit ?? '', longest?.retryAfterMs ?? 0)
}

/** Nothing is sent: the same `send_attempt` may be tried again. */
async function giveUp(send: SendUnderWay, error: unknown, context: Context): Promise<never> {
  // While the store is away nobody waits for it twice: the lease ends by itself.
  if (error instanceof StoreUnavailableError) inBackground(() => send.failed(true), context)
  else await send.failed(true)
  throw error
}

function giveBackSoon(charged: Charge | undefined, context: Context): void {
  if (charged) inBackground(charged.giveBack, context)
}

/** Where it fails, somebody stays charged for what was not sent, until the window ends. */
function inBackground(work: () => Promise<void>, { background }: Context): void {
  background.run(work, () => undefined)
}
