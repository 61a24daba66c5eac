import { defaultPrefix, keysBeginWith } from './redis-keys'
import { scripts } from './redis-scripts'

/** The commands that the scripts call, found in the scripts themselves. */
export const scriptCommands: readonly string[] = [
  ...new Set(
    Object.values(scripts).flatMap((source) =>
      [...source.matchAll(/redis\.p?call\('([A-Za-z]+)'/g)].map(([, command = '']) => command.toUpperCase()),
    ),
  ),
].sort()

/**
 * The commands that `redisStore` sends: for an ACL of its Redis user. `INFO` is sent once at the start and by
 * `check()`, to warn of a server that drops keys; without it everything works except that warning. `WAIT` is only sent
 * with `waitForReplicas`. The commands that a client sends by itself (such as `CLIENT SETINFO`, or `CLUSTER SLOTS` on a
 * Cluster) are in its library's documentation.
 */
export const redisStoreCommands: {
  readonly needed: readonly string[]
  readonly optional: readonly string[]
} = { needed: ['EVAL', 'EVALSHA', ...scriptCommands], optional: ['INFO', 'WAIT'] }

/**
 * Returns the rules for `ACL SETUSER` that give a Redis user the commands and keys that `redisStore` needs, and nothing
 * more. Use it if other programs share the Redis, so that this package's user can't read their keys.
 *
 * @param options.prefix the prefix of `redisStore`, if you set one. `@default 'mpr'`
 * @example
 * ```ts
 * await redis.call('ACL', 'SETUSER', 'password-reset', 'on', '>a password', ...redisStoreAcl())
 * ```
 */
export function redisStoreAcl({ prefix = defaultPrefix }: { readonly prefix?: string | undefined } = {}): string[] {
  const { needed, optional } = redisStoreCommands
  // A backslash makes a pattern's sign an ordinary character. A rule can't contain a space, so any character is allowed
  // in its place.
  const literal = keysBeginWith(prefix)
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/\s/g, '?')
  return ['resetkeys', `~${literal}*`, '-@all', ...[...needed, ...optional].map((name) => `+${name.toLowerCase()}`)]
}
