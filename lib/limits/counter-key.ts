import type { SecretKeys } from '../sessions/secrets'

/** The key of a counter: a keyed hash of what is counted, different for each server. */
export type CounterKey = (counted: string, ...keyParts: readonly string[]) => string

/** @param server names this server: two servers on one Redis share no counters */
export function counterKeys(keys: SecretKeys, server: string): CounterKey {
  return (counted, ...keyParts) => keys.tag('counter', server, counted, ...keyParts)
}
