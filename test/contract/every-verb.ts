import type { SessionStore } from '../../lib/sessions/session-store'
import { LONG_MS, randomTag, SessionUnderTest } from './session-under-test'

export interface VerbCall {
  readonly verb: Exclude<keyof SessionStore, 'check' | 'close'>
  readonly call: () => Promise<unknown>
}

const LIMIT = { max: 100, windowMs: LONG_MS }

/** Calls that take one session through its life, in order, each verb at least once, with all that it writes. */
export function everyVerb(store: SessionStore): VerbCall[] {
  const session = new SessionUnderTest(store)
  const limits = { sendsPerAddress: LIMIT, sendsPerAddressAndNetwork: LIMIT, wrongCodesPerAddress: LIMIT }
  const [refused, code, link] = [randomTag(), randomTag(), randomTag()]
  const refusal = { generation: '', leaseId: randomTag(), token: refused, sendAttempt: 1 }
  const success = { generation: '', leaseId: randomTag(), token: code, sendAttempt: 1 }
  const claimId = randomTag()
  const key = randomTag()
  const begin = (send: typeof refusal, deliver: 'link' | 'code') => () => session.begin({ ...send, deliver, limits })
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
    { verb: 'takeBackTry', call: () => store.takeBackTry(session.ref) },
    { verb: 'validate', call: () => store.validate({ ...session.ref, validatedLifetimeMs: LONG_MS }) },
    { verb: 'look', call: () => session.look() },
    { verb: 'claim', call: () => session.claim(claimId) },
    { verb: 'giveBack', call: () => session.giveBack(claimId) },
    { verb: 'end', call: () => store.end({ ...session.ref, linkTokens: [link] }) },
    { verb: 'begin', call: begin({ ...success, token: randomTag(), leaseId: randomTag() }, 'link') },
    { verb: 'endAll', call: () => store.endAll({ addressTag: session.key.addressTag }) },
    { verb: 'bind', call: () => store.bind({ key, session: session.ref, lifetimeMs: LONG_MS }) },
    { verb: 'find', call: () => store.find({ key }) },
    { verb: 'count', call: () => store.count({ key, windowMs: LONG_MS, max: 5 }) },
    { verb: 'uncount', call: () => store.uncount({ key }) },
  ]
}
