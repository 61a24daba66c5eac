import { count, undoCount } from './lua/counting'
import { end, endAll, forget } from './lua/ending'
import { hold, release } from './lua/holding'
import { look, submit, undoTry, validate } from './lua/judging'
import { counterPrelude, prelude, sessionPrelude } from './lua/prelude'
import { begin, failed, sent } from './lua/sending'
import { claim, finish, giveBack } from './lua/spending'

/**
 * The verbs of the session store in Lua: each is one script and one round trip, and has every key in KEYS. In a Cluster all
 * keys of a call are of one slot.
 *
 * The keys (the braces are the hash tag that decides the slot):
 * - `{address}triple`: a session's record, one string in MessagePack, which is small and which Redis reads fast
 * - `{address}`: a hash of an address. `s` is the number of its last session or cut. `c` is the number of its last cut:
 *   sessions up to it have ended. The other fields are counters, each with its window: `S` counts sends, `w` wrong codes,
 *   `n` with the tag of a network the sends from there. The key lives at least as long as any session of the address, so
 *   that no number is used twice.
 * - `{account}@`: the claim that holds an account, and when the account's last use finished
 * - `#counters`: a hash of counters, each with its window: all counters of a client's network, or one other counter
 *
 * Each script has a deadline by Redis's own clock and does nothing after it, because its caller has given up by then. Each
 * answers the time first, so that the caller knows the difference of the clocks. The first write of each script is one that
 * a Redis without memory refuses, so that no script writes only a part.
 */
export const scripts = {
  begin: sessionPrelude + begin,
  sent: sessionPrelude + sent,
  failed: sessionPrelude + failed,
  submit: sessionPrelude + submit,
  validate: sessionPrelude + validate,
  undoTry: sessionPrelude + undoTry,
  look: sessionPrelude + look,
  end: sessionPrelude + end,
  claim: sessionPrelude + claim,
  giveBack: sessionPrelude + giveBack,
  finish: sessionPrelude + finish,
  endAll: prelude + endAll,
  forget: prelude + forget,
  hold: prelude + hold,
  release: prelude + release,
  count: counterPrelude + count,
  undoCount: counterPrelude + undoCount,
} as const

export type ScriptName = keyof typeof scripts
