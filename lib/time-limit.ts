/**
 * The result of `work`; or, if `work` takes longer than `timeoutMs`, that of `onLate`. `work` is not stopped: its late
 * result is dropped.
 */
export function withTimeLimit<T>(timeoutMs: number, work: Promise<T>, onLate: () => T | Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      // If `onLate` throws, that is the result.
      new Promise<T>((late) => late(onLate())).then(resolve, reject)
    }, timeoutMs)
    const ended =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        clearTimeout(timer)
        settle(value)
      }
    work.then(ended(resolve), ended(reject))
  })
}
