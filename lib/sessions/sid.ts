import type { SessionRef } from './session-store'

const grammar = /^([\w-]{22})\.([\w-]{22})\.([\w-]{11})$/

/** The `sid` of a session: address tag, triple tag and generation, in the specification's letters `[0-9a-zA-Z.=_-]`. */
export function sidOf({ addressTag, tripleTag, generation }: SessionRef): string {
  return `${addressTag}.${tripleTag}.${generation}`
}

/** The parts of a `sid`; undefined if it has another form. Only the store knows whether the session exists. */
export function parseSid(sid: string): SessionRef | undefined {
  const [whole, addressTag, tripleTag, generation] = grammar.exec(sid) ?? []
  if (whole !== sid || !addressTag || !tripleTag || !generation) return undefined
  return { addressTag, tripleTag, generation }
}
