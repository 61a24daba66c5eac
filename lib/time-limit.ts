/**
 * What `work` comes to, or what `onLate` does where `work` takes longer than that. Nothing stops `work`: a late result is
 * dropped.
 */
export async function withTimeLimit<T>(timeoutMs: number, work: Promise<T>, onLate: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  }).then(onLate)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
