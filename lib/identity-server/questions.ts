/** How long an answer holds for whoever asks the same. */
const holdsMs = 1_000

/** Answers that are kept at most; past it the oldest go before their time. */
const maxKept = 10_000

interface Question<Result> {
  readonly answer: Promise<Result>
  readonly askedAt: number
  isOver: boolean
}

/**
 * Questions to another server that many ask at once: of the same one, one is under way at a time and one is asked a second.
 * Who comes meanwhile gets that one's answer, or its error. Counted in this process alone.
 */
export class Questions<Result> {
  private readonly latest = new Map<string, Question<Result>>()

  /** @param now a clock that only goes forward, in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * @param key what makes two questions the same
   * @param options.isFresh an answer that is over does not do: somebody is about to act on it
   */
  ask(key: string, question: () => Promise<Result>, { isFresh = false } = {}): Promise<Result> {
    const last = this.latest.get(key)
    if (last && (!last.isOver || (!isFresh && this.now() - last.askedAt < holdsMs))) return last.answer
    this.forgetOld()
    const current: Question<Result> = { answer: question(), askedAt: this.now(), isOver: false }
    const end = () => {
      current.isOver = true
    }
    current.answer.then(end, end)
    // Behind all others: the map is in the order of asking.
    this.latest.delete(key)
    this.latest.set(key, current)
    return current.answer
  }

  /** How many are under way or remembered. */
  get size(): number {
    return this.latest.size
  }

  private forgetOld(): void {
    for (const [key, { isOver, askedAt }] of this.latest) {
      const mayStay = !isOver || this.now() - askedAt < holdsMs
      if (mayStay && this.latest.size < maxKept) return
      this.latest.delete(key)
    }
  }
}
