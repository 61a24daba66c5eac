/** Where a command writes: its results, and its complaints and progress. */
export interface Output {
  say(line: string): void
  complain(line: string): void
}

const patienceMs = 1_000

/**
 * Waits for `work`. If this takes longer than a second, prints `words`, so that nobody thinks that the command hangs.
 */
export async function withPatience<T>(work: Promise<T>, words: string, output: Output): Promise<T> {
  const timer = setTimeout(() => output.complain(words), patienceMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
