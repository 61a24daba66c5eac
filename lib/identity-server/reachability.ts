/** One exchange with a server, which reports whether the server can be reached. */
export interface Attempt {
  /** The server answered, right or wrong. */
  answered(): void
  /** There was no answer, and that is the server's fault. It counts unless another exchange was answered meanwhile. */
  unreachable(): void
  /** Must be called once, however the exchange ended. */
  end(): void
}

interface ReachabilityOptions {
  /** How long a server that can't be reached is left alone, in milliseconds. */
  readonly pauseMs: number
  /** How many exchanges with one server may run at once. */
  readonly maxExchanges: number
  /** A clock that only goes forward, in milliseconds. */
  readonly now?: () => number
}

interface Reachability {
  /**
   * Begins an exchange. `unreachable`: the server could not be reached a moment ago. `busy`: too many exchanges with it
   * are running.
   */
  readonly start: (server: string) => Attempt | 'unreachable' | 'busy'
  /** How many servers are remembered. */
  readonly remembered: () => number
}

interface ServerState {
  exchanges: number
  answers: number
  /** The server is not asked before this time; undefined while it can be reached. */
  pausedUntil: number | undefined
}

/**
 * Remembers which servers can be reached. After the pause one exchange is let through as a probe, and the next one a
 * pause later, until the server answers. So a server that is back is noticed within one pause, even while an earlier
 * probe still hangs.
 */
export function createReachability(options: ReachabilityOptions): Reachability {
  const { pauseMs, maxExchanges, now = () => performance.now() } = options
  const servers = new Map<string, ServerState>()

  const start = (server: string): Attempt | 'unreachable' | 'busy' => {
    forgetIdle(servers, now())
    const state = servers.get(server) ?? { exchanges: 0, answers: 0, pausedUntil: undefined }
    if (state.pausedUntil !== undefined) {
      if (now() < state.pausedUntil) return 'unreachable'
      state.pausedUntil = now() + pauseMs
    }
    if (state.exchanges >= maxExchanges) return 'busy'
    servers.set(server, state)
    state.exchanges += 1
    return attempt(state)
  }

  const attempt = (state: ServerState): Attempt => {
    const answersBefore = state.answers
    return {
      answered: () => {
        state.answers += 1
        state.pausedUntil = undefined
      },
      unreachable: () => {
        if (state.answers === answersBefore) state.pausedUntil = now() + pauseMs
      },
      end: () => {
        state.exchanges -= 1
      },
    }
  }
  return { start, remembered: () => servers.size }
}

/** Drops servers without news: if `trusted` is a function, there may be any number of names. */
function forgetIdle(servers: Map<string, ServerState>, now: number): void {
  if (servers.size < 100) return
  for (const [server, { exchanges, pausedUntil }] of servers)
    if (exchanges === 0 && (pausedUntil === undefined || pausedUntil <= now)) servers.delete(server)
}
