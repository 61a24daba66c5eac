/** What both libraries can do and the store needs, said in one way. */
export interface RedisConnection {
  evalsha(sha: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
  eval(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
  /** A section of INFO; of a Cluster, from one of its servers. */
  info(section: string): Promise<string>
  /** `WAIT`: how many replicas have what this connection wrote. */
  wait(replicas: number, timeoutMs: number): Promise<number>
  /** Lends one connection to the master, where `wait` speaks of what was written just before it. Absent on a Cluster, where
   * `WAIT` can't be told which master is meant. */
  readonly onOneConnection?: <T>(use: (connection: RedisConnection) => Promise<T>) => Promise<T>
  /** Resolves once the client is connected; nothing is asked of one that is not. */
  connected(): Promise<void>
  /** Calls `listener` with each error of the client's until the function that it answers is called. */
  watchErrors(listener: (error: unknown) => void): () => void
  /** After how many milliseconds the client gives up a command that the server may have: `Infinity` for never. */
  readonly timeoutMs: number
}

/** Both libraries' clients are event emitters; what a host made of one may not be. */
export function watchErrors(client: object, listener: (error: unknown) => void): () => void {
  const emitter = client as Partial<
    Record<'on' | 'off', (event: 'error', listener: (error: unknown) => void) => unknown>
  >
  if (typeof emitter.on !== 'function' || typeof emitter.off !== 'function') return () => undefined
  emitter.on('error', listener)
  return () => void emitter.off?.('error', listener)
}
