/** A browser sends the same header with every request, and some hundred headers are common. */
const maxKept = 200
/** Longer texts are not remembered: they are rare, and anybody can send them. */
const maxLength = 300

/** Gives a function of a text a memory of its newest answers: for headers, which come again and again. */
export function remembered<T>(answerFor: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>()
  return (text) => {
    if (text.length > maxLength) return answerFor(text)
    const known = kept.get(text)
    if (known !== undefined) return known
    const answer = answerFor(text)
    if (kept.size >= maxKept) kept.clear()
    kept.set(text, answer)
    return answer
  }
}
