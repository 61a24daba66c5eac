/** How long an answer is kept for others with the same question. */
const holdsMs = 1_000

/** How many answers are kept at most. Beyond this the oldest are dropped early. */
const maxKept = 10_000

interface Question<Result> {
  readonly answer: Promise<Result>
  readonly askedAt: number
  isOver: boolean
}

/**
 * Questions to another server that many people may ask at once. Of equal questions only one is under way at a time, and
 * one is asked per second; everybody else gets its answer or error. Each process counts on its own.
 */
export class Questions<Result> {
  private readonly latest = new Map<string, Question<Result>>()

  /** @param now a clock that only goes forward, in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * @param key two questions with the same key are equal
   * @param options.isFresh a kept answer is not good enough, because somebody is about to act on the answer
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
    // Moved to the end, because the map is in the order of asking.
    this.latest.delete(key)
    this.latest.set(key, current)
    return current.answer
  }

  /** How many questions are under way or have a kept answer. */
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
