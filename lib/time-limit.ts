/**
 * What `work` comes to, or what `onLate` does where `work` takes longer than that. Nothing stops `work`: a late result is
 * dropped.
 */
export function withTimeLimit<T>(timeoutMs: number, work: Promise<T>, onLate: () => T | Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      // Whatever it throws becomes the result too.
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
