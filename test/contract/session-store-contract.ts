import type { MakeStore } from './contract-store'
import { describeBegin } from './begin-contract'
import { describeConcealing } from './conceal-contract'
import { describeCounters } from './counter-contract'
import { describeEnding } from './ending-contract'
import { describeHolding } from './holding-contract'
import { describeLimits } from './limit-contract'
import { describeProxied } from './proxied-contract'
import { describeRedeeming } from './redeem-contract'
import { describeSending } from './sending-contract'
import { describeTokens } from './token-contract'
import { describeWrongCodes } from './wrong-code-contract'

/** What `session-store.ts` promises, sentence by sentence: every store has to pass all of it. */
export function describeSessionStore(name: string, makeStore: MakeStore): void {
  describe(`${name} keeps the contract of a session store:`, () => {
    describeBegin(makeStore)
    describeConcealing(makeStore)
    describeSending(makeStore)
    describeTokens(makeStore)
    describeWrongCodes(makeStore)
    describeRedeeming(makeStore)
    describeEnding(makeStore)
    describeHolding(makeStore)
    describeLimits(makeStore)
    describeCounters(makeStore)
    describeProxied(makeStore)
  })
}
