/** Browsers say the same of themselves in every request, and there are some hundred that are common. */
const maxKept = 200
/** Longer texts are rare, and anybody can send them: they are worked out anew. */
const maxLength = 300

/** The same function of a text, which keeps its newest answers: of headers that come again and again. */
export function remembered<T>(of: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>()
  return (text) => {
    if (text.length > maxLength) return of(text)
    const known = kept.get(text)
    if (known !== undefined) return known
    const answer = of(text)
    if (kept.size >= maxKept) kept.clear()
    kept.set(text, answer)
    return answer
  }
}
