/** Why Redis or the client did not execute a command, as far as the error says. */
export type RedisFailure =
  /** The server wants a password, or another one. */
  | { readonly kind: 'password' }
  /** The ACL of the client's user lacks this command; empty if the server did not name it. */
  | { readonly kind: 'command'; readonly command: string }
  /** The ACL of the client's user lacks the store's keys. */
  | { readonly kind: 'keys' }
  | { readonly kind: 'memory' | 'read-only' | 'replicas' | 'disk' | 'starting' | 'cluster' | 'not-connected' | 'other' }

/** The kind of an error by its first words: Redis's error codes, and the clients' own. */
const kinds: readonly (readonly [RegExp, Exclude<RedisFailure['kind'], 'command'>])[] = [
  [/^(NOAUTH|WRONGPASS)\b|^ERR (AUTH|invalid password)/, 'password'],
  [/access (one of the keys|a key)|can't access at least one of the keys/i, 'keys'],
  [/^OOM\b/, 'memory'],
  [/^READONLY\b/, 'read-only'],
  [/^NOREPLICAS\b/, 'replicas'],
  [/^MISCONF\b/, 'disk'],
  [/^(LOADING|BUSY|MASTERDOWN)\b/, 'starting'],
  [/^(CLUSTERDOWN|TRYAGAIN)\b|^ClusterAllFailedError|refresh slots cache/, 'cluster'],
  [/^The client is (closed|offline)|^Connection is closed|enableOfflineQueue|^Socket closed/, 'not-connected'],
]

/** The server's answer if an ACL lacks a command. Redis 7.0 does not name the command if a script calls it. */
const noCommand = /has no permissions to run the '([\w|-]+)' command|can't run this command or subcommand/

/** What an ioredis Cluster puts in front of the server's words once it has tried often enough. */
const triedOften = /^Too many Cluster redirections\. Last error: (?:\w*Error: )?/

/** @param script the source of the script that ran, to find the command by the line that the error names */
export function failureOf(error: unknown, script = ''): RedisFailure {
  const message = error instanceof Error ? error.message.replace(triedOften, '') : ''
  const denied = noCommand.exec(message)
  if (denied) return { kind: 'command', command: (denied[1] ?? calledAt(message, script)).toUpperCase() }
  return { kind: kinds.find(([pattern]) => pattern.test(message))?.[1] ?? 'other' }
}

function calledAt(message: string, script: string): string {
  const line = Number(/user_script:(\d+)/.exec(message)?.[1] ?? 0)
  return /redis\.p?call\('([A-Za-z]+)'/.exec(script.split('\n')[line - 1] ?? '')?.[1] ?? ''
}

/**
 * The reason for the log. Redis's own words, such as `READONLY You can't write against a read only replica.`, contain
 * no data of this package: the scripts raise no errors with values. They are cut, in case a proxy adds more.
 */
export function reasonFor(failure: RedisFailure, error: unknown): string {
  if (failure.kind === 'command')
    return `Redis refused ${theCommand(failure)}: its ACL must allow it to this client's user`
  const words = error instanceof Error ? error.message.slice(0, 120) : 'no reason given'
  return `Redis did not do what it was asked (${words})`
}

export const theCommand = ({ command }: { readonly command: string }): string =>
  command === '' ? 'a command of a script' : `the command ${command}`
