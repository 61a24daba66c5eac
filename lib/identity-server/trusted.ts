/** A server that the homeserver trusts, ready to be asked. */
export interface IdentityServer {
  /** `host` or `host:port`, in lower case. Kept in sessions, and may be in log lines. */
  readonly name: string
  /** The scheme, host and port to connect to, with the path `/`. */
  readonly baseUrl: URL
  /** Whether every address must be checked before connecting: true unless the host listed this server. */
  readonly guarded: boolean
}

/**
 * The identity servers that are trusted: names (`host`, `host:port`), or whole URLs for private or test set-ups
 * (`http://host:port`, `https://host:port`); or a function, which gets a name in lower case and must answer `true` for
 * a trusted server.
 *
 * @example
 * const trusted = async (name) => (await allowedServers()).includes(name)
 */
export type Trusted = readonly string[] | ((name: string) => boolean | Promise<boolean>)

export interface Trust {
  /**
   * The server that a client named; undefined if it is not trusted or the name is no server name.
   *
   * @throws what a `trusted` function throws
   */
  resolve(name: string): Promise<IdentityServer | undefined>

  /**
   * The server of an entry that the host wrote (a name or a whole URL), for `delegate`; undefined if it is not trusted.
   *
   * @throws what a `trusted` function throws
   */
  resolveEntry(entry: string): Promise<IdentityServer | undefined>
}

/**
 * @throws TypeError if an entry of the list is neither a server name nor a URL of only scheme, host and port. The
 * message names the entry by its place, because a URL may have a password.
 */
export function createTrust(trusted: Trusted): Trust {
  if (typeof trusted === 'function') {
    const resolve = (name: string) => askTrusted(trusted, name)
    return { resolve, resolveEntry: resolve }
  }
  const servers = readList(trusted)
  const find = (name: string) => servers.get(canonicalServerName(name) ?? '')
  return {
    resolve: (name) => Promise.resolve(find(name)),
    resolveEntry: (entry) => Promise.resolve(servers.get(nameOfEntry(entry) ?? '')),
  }
}

/**
 * A Matrix server name (specification, appendix "Server Name") in its canonical form: lower case, an IPv6 literal
 * compressed. Undefined for everything else, and also for names that a URL reads as another host (`127.1`,
 * `0x7f000001`, `010.0.0.1`): the name that was checked must be the one that is connected to.
 */
export function canonicalServerName(name: string): string | undefined {
  const parts = name.length <= maxNameLength ? serverNameGrammar.exec(name)?.groups : undefined
  const host = parts?.['host']?.toLowerCase()
  if (host === undefined) return undefined
  const port = parts?.['port']
  const url = parseUrl(`https://${host}${port === undefined ? '' : `:${port}`}`)
  if (url === undefined || Number(port ?? '443') === 0) return undefined
  if (!host.startsWith('[') && url.hostname !== host) return undefined
  return port === undefined ? url.hostname : `${url.hostname}:${String(Number(port))}`
}

/** The canonical name of an entry of `trusted` as the host wrote it, which may be a whole URL. */
export function nameOfEntry(entry: string): string | undefined {
  return canonicalServerName(withoutScheme(entry))
}

/** The longest name, with its port (as the grammar's `dns-name`). */
const maxNameLength = 255

/** `hostname [ ":" port ]`: `dns-name` covers IPv4 addresses; without the `m` flag `$` is the end of the string. */
const serverNameGrammar = /^(?<host>[0-9A-Za-z.-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::(?<port>[0-9]{1,5}))?$/

const schemePattern = /^https?:\/\//

function readList(entries: readonly string[]): ReadonlyMap<string, IdentityServer> {
  const servers = new Map<string, IdentityServer>()
  for (const [index, entry] of entries.entries()) {
    const server = readEntry(entry)
    if (server === undefined) {
      throw new TypeError(
        `createPasswordResetRouter: \`identityServers.trusted[${String(index)}]\` is a string that is no server name; give 'host' or 'host:port', ` +
          `or 'https://host:port' with nothing after it`,
      )
    }
    const other = servers.get(server.name)
    if (other !== undefined && other.baseUrl.href !== server.baseUrl.href) {
      throw new TypeError(
        `createPasswordResetRouter: \`identityServers.trusted[${String(index)}]\` gives ${server.name} a second URL; keep one`,
      )
    }
    servers.set(server.name, server)
  }
  return servers
}

function readEntry(entry: unknown): IdentityServer | undefined {
  if (typeof entry !== 'string') return undefined
  const name = nameOfEntry(entry)
  return name === undefined ? undefined : serverOf(name, entry.startsWith('http://') ? 'http:' : 'https:', false)
}

/** Identity servers have no well-known file: the name is used as it is (Identity Service API, `id_server`). */
function serverOf(name: string, scheme: 'http:' | 'https:', guarded: boolean): IdentityServer {
  return { name, baseUrl: new URL(`${scheme}//${name}`), guarded }
}

async function askTrusted(
  trusted: (name: string) => boolean | Promise<boolean>,
  clientsName: string,
): Promise<IdentityServer | undefined> {
  const name = canonicalServerName(clientsName)
  if (name === undefined || (await trusted(name)) !== true) return undefined
  return serverOf(name, 'https:', true)
}

/** `http://id.test:8090/` in the list is named by clients as `id.test:8090`. */
function withoutScheme(entry: string): string {
  return schemePattern.test(entry) ? entry.replace(schemePattern, '').replace(/\/$/, '') : entry
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
