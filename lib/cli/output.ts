/** Where a command writes: what it found out, and what stands in its way or takes its time. */
export interface Output {
  say(line: string): void
  complain(line: string): void
}

const patienceMs = 1_000

/** Waits for `work`; where that takes longer than a second, says so, that nobody takes it for hanging. */
export async function withPatience<T>(work: Promise<T>, words: string, output: Output): Promise<T> {
  const timer = setTimeout(() => output.complain(words), patienceMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
