import { count, uncount } from './lua/counting'
import { end, look, submit, takeBackTry, validate } from './lua/judging'
import { prelude } from './lua/prelude'
import { bind, find } from './lua/remote-sids'
import { begin, failed, sent } from './lua/sending'
import { claim, endAll, giveBack } from './lua/spending'

/**
 * The verbs of the session store in Lua: each one script, one round trip, with every key in KEYS and in one slot.
 *
 * What is kept, all under the hash tag of one address:
 * - `session:<triple>`: a hash, the session's record
 * - `address`: a hash of `sequence` (the number of the session that began last) and `cut` (those up to it are ended); it
 *   lives at least as long as any session of the address, so that a sequence is never used twice
 * - elsewhere `remote-sid`: the session that an identity server's `sid` names
 * - `sends`, `wrong`, `network:<tag>`, and elsewhere `counter:<tag>`: hashes of `count` and `started_at`, one fixed window each
 *
 * Each script is given a deadline by Redis's own clock and does nothing past it: a call that its caller has given up on
 * must not act later. Each answers the time first, which tells the caller how far the clocks are apart. In each, the
 * first write is one that Redis refuses when it is out of memory, so that nothing is written by halves.
 */
export const scripts = {
  begin: prelude + begin,
  sent: prelude + sent,
  failed: prelude + failed,
  submit: prelude + submit,
  validate: prelude + validate,
  takeBackTry: prelude + takeBackTry,
  look: prelude + look,
  end: prelude + end,
  claim: prelude + claim,
  giveBack: prelude + giveBack,
  endAll: prelude + endAll,
  count: prelude + count,
  uncount: prelude + uncount,
  bind: prelude + bind,
  find: prelude + find,
} as const

export type ScriptName = keyof typeof scripts
