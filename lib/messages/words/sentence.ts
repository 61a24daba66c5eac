/** A value in a sentence, such as a user ID: set apart from the words in HTML, isolated where the text runs right to left. */
export interface Value {
  readonly value: string
  /**
   * `ltr` for a value that is read from left to right in every language but has no letter that says so, such as digits
   * behind an ellipsis.
   * @default by the value's first letter
   */
  readonly direction?: 'ltr' | undefined
}
/** Words of a language with values in them: `sentence` makes one. */
export type Sentence = readonly (string | Value)[]

/**
 * A template literal of words with values in them; words of the language itself may be strings.
 *
 * @example
 * const intro = (server: Value) => sentence`Somebody asked to reset your password at ${server}.`
 */
export function sentence(strings: TemplateStringsArray, ...values: readonly (Value | string)[]): Sentence {
  return strings.flatMap((words, index) => {
    const value = values[index]
    return value === undefined ? [words] : [words, value]
  })
}
