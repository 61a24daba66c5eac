import type { SecretKeys } from '../sessions/secrets'

/** The key of a counter, from what is counted: a keyed hash, of this server alone. */
export type CounterKey = (counted: string, ...keyParts: readonly string[]) => string

/** @param server names it: two on one Redis share no counts */
export function counterKeys(keys: SecretKeys, server: string): CounterKey {
  return (counted, ...keyParts) => keys.tag('counter', server, counted, ...keyParts)
}
