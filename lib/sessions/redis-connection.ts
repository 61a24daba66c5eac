/** The commands that the store needs, which both libraries have. */
export interface RedisConnection {
  evalsha(sha: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
  eval(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
  /** A section of INFO; on a Cluster, of one of its servers. */
  info(section: string): Promise<string>
  /** `WAIT`: how many replicas have the writes of this connection. */
  wait(replicas: number, timeoutMs: number): Promise<number>
  /**
   * Lends one connection to the master, so that `wait` is about what was written just before. Absent on a Cluster,
   * where `WAIT` can't be sent to the right master.
   */
  readonly onOneConnection?: <T>(use: (connection: RedisConnection) => Promise<T>) => Promise<T>
  /** Whether keys may be on different servers: then a script's keys must be of one slot. */
  readonly isCluster: boolean
  /** Resolves when the client is connected. Nothing is sent to a client that is not. */
  connected(): Promise<void>
  /** Calls `listener` with each error of the client's until the function that it answers is called. */
  watchErrors(listener: (error: unknown) => void): () => void
  /**
   * After how many milliseconds the client gives up a command that the server may have received; `Infinity` for never.
   */
  readonly timeoutMs: number
}

/** Both libraries' clients are event emitters, but a host's wrapper may not be. */
export function watchErrors(client: object, listener: (error: unknown) => void): () => void {
  const emitter = client as Partial<
    Record<'on' | 'off', (event: 'error', listener: (error: unknown) => void) => unknown>
  >
  if (typeof emitter.on !== 'function' || typeof emitter.off !== 'function') return () => undefined
  emitter.on('error', listener)
  return () => void emitter.off?.('error', listener)
}
