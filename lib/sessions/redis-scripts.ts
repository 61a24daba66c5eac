import { count, undoCount } from './lua/counting'
import { end, endAll, forget } from './lua/ending'
import { hold, release } from './lua/holding'
import { look, submit, undoTry, validate } from './lua/judging'
import { counterPrelude, prelude, sessionPrelude } from './lua/prelude'
import { begin, failed, sent } from './lua/sending'
import { claim, finish, giveBack } from './lua/spending'

/**
 * The verbs of the session store in Lua: each one script, one round trip, with every key in KEYS and in one slot.
 *
 * What is kept; braces are the hash tag that decides the slot:
 * - `{address}triple`: a session's record, one string (MessagePack: it is small, and Redis reads it faster than Lua could)
 * - `{address}`: a hash of `s` (the number of the session, or cut, that came last), `c` (the cut: sessions up to it are
 *   ended), and counters, each with its window: `S` sends, `w` wrong codes, `n` and a network's tag: sends from there. It
 *   lives at least as long as any session of the address, so that no number is used twice.
 * - `{account}@`: who has an account, and when its last use was finished
 * - `#counters`: a hash of counters, each with its window: of a client's network all that it is limited by, or of something else one
 *
 * Each script is given a deadline by Redis's own clock and does nothing past it: a call that its caller has given up on
 * must not act later. Each answers the time first, which tells the caller how far the clocks are apart. In each, the
 * first write is one that Redis refuses when it is out of memory, so that nothing is written by halves.
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
