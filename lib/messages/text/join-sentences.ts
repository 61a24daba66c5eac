/** One after the other. Behind a full stop of Chinese or Japanese there is no space. */
export function joinSentences(first: string, second: string): string {
  return first.endsWith('。') ? first + second : `${first} ${second}`
}
