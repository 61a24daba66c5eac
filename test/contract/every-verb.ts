import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SessionStore } from '../../lib/sessions/session-store'
import { longMs, randomTag, SessionUnderTest } from './session-under-test'
import { countOne, name } from './count-one'

export interface VerbCall {
  readonly verb: Exclude<keyof SessionStore, 'check' | 'close'>
  readonly call: () => Promise<unknown>
}

const wideLimit = { max: 100, windowMs: longMs }

/** Calls that take one session through its life, in order, each verb at least once, with all that it writes. */
export function everyVerb(store: SessionStore): VerbCall[] {
  const session = new SessionUnderTest(store)
  const limits = { sendsPerAddress: wideLimit, sendsPerAddressAndNetwork: wideLimit, wrongCodesPerAddress: wideLimit }
  const [refused, code, link] = [randomTag(), randomTag(), randomTag()]
  const refusal = { generation: '', leaseId: randomTag(), token: refused, sendAttempt: 1 }
  const success = { generation: '', leaseId: randomTag(), token: code, sendAttempt: 1 }
  const [claimId, second, crowded] = [randomTag(), randomTag(), randomTag()]
  const account = { accountTag: randomTag(), claimId: second, sessionTag: 'session' }
  const begin = (send: typeof refusal, deliver: 'link' | 'code') => () => session.begin({ ...send, deliver, limits })
  // A window that is over with the next millisecond: the last of these walks over all and takes them out.
  const passing = { sendsPerAddressAndNetwork: { max: 1, windowMs: 1 } }
  const fromAnotherNetwork = async (): Promise<void> => {
    await new SessionUnderTest(store, { addressTag: crowded }).begin({ networkTag: randomTag(), limits: passing })
    await nextMillisecond()
  }
  const ref = (): { generation: string } => ({ generation: session.generation })

  return [
    { verb: 'begin', call: begin(refusal, 'code') },
    { verb: 'failed', call: () => session.failed({ ...refusal, ...ref() }) },
    { verb: 'begin', call: begin(success, 'code') },
    { verb: 'sent', call: () => session.sent({ ...success, ...ref() }) },
    { verb: 'submit', call: () => session.enterWrong(1, limits) },
    { verb: 'begin', call: begin({ ...success, token: link, leaseId: randomTag(), sendAttempt: 2 }, 'link') },
    { verb: 'look', call: () => session.look({ linkTokens: [link] }) },
    { verb: 'submit', call: () => session.enter(link, limits) },
    { verb: 'undoTry', call: () => store.undoTry(session.ref) },
    { verb: 'validate', call: () => store.validate({ ...session.ref, validatedLifetimeMs: longMs }) },
    { verb: 'look', call: () => session.look({ limit: wideLimit }) },
    { verb: 'hold', call: () => store.hold({ ...account, leaseMs: longMs }) },
    { verb: 'claim', call: () => session.claim(claimId) },
    { verb: 'giveBack', call: () => session.giveBack(claimId) },
    { verb: 'claim', call: () => session.claim(second) },
    { verb: 'finish', call: () => session.finish(second) },
    { verb: 'release', call: () => store.release({ ...account, rememberMs: longMs }) },
    { verb: 'begin', call: begin({ ...success, token: randomTag(), leaseId: randomTag() }, 'link') },
    { verb: 'end', call: () => session.end({ scope: 'session' }) },
    { verb: 'begin', call: begin({ ...success, token: randomTag(), leaseId: randomTag() }, 'link') },
    { verb: 'end', call: () => session.end({ scope: 'address' }) },
    { verb: 'endAll', call: () => store.endAll({ addressTag: session.key.addressTag }) },
    { verb: 'forget', call: () => store.forget({ addressTag: session.key.addressTag }) },
    ...Array.from({ length: 15 }, () => ({ verb: 'begin', call: fromAnotherNetwork }) as const),
    ...countCalls(store),
  ]
}

function countCalls(store: SessionStore): VerbCall[] {
  const key = randomTag()
  let windowEndsAt = 0
  const counted = async (): Promise<void> => {
    windowEndsAt = (await countOne(store, { key, windowMs: longMs, max: 5 })).windowEndsAt
  }
  const undo = { verb: 'undoCount', call: () => store.undoCount({ key, name, windowEndsAt }) } as const
  return [
    { verb: 'count', call: counted },
    { verb: 'count', call: counted },
    undo,
    ...Array.from(
      { length: 15 },
      (_, index) => ({ verb: 'count', call: () => countBriefly(store, key, index) }) as const,
    ),
    undo,
  ]
}

/** In a window of its own, that is over with the next millisecond: the last of fifteen walks over all, too. */
async function countBriefly(store: SessionStore, key: string, index: number): Promise<void> {
  await store.count({ key, counters: [{ name: `brief ${index}`, windowMs: 1 }] })
  await nextMillisecond()
}

async function nextMillisecond(): Promise<void> {
  const startedAt = Date.now()
  while (Date.now() <= startedAt) await nextTurn()
}
