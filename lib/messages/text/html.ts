/**
 * Markup that may be put into a page as it is. Only `html` and `trustedHtml` make it, so that everything else is
 * escaped.
 */
export class Html {
  readonly #markup: string

  private constructor(markup: string) {
    this.#markup = markup
  }

  /** Escapes every value that is not `Html` already; arrays of `Html` are joined; `undefined` and `false` are nothing. */
  static tag(this: void, strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
    let markup = strings[0] ?? ''
    for (let index = 0; index < values.length; index++) markup += asMarkup(values[index]) + (strings[index + 1] ?? '')
    return new Html(markup)
  }

  static trusted(this: void, markup: string): Html {
    return new Html(markup)
  }

  toString(): string {
    return this.#markup
  }
}

type HtmlValue = string | number | Html | readonly Html[] | undefined | false

/**
 * A template literal of HTML: `` html`<p title="${title}">${text}</p>` ``. Values are escaped for text and for quoted
 * attributes (attributes must be quoted), and lose their control characters.
 */
export const html = Html.tag

/**
 * Declares a string to be markup, without escaping it. For constants of this package, such as styles; never for a
 * value.
 */
export const trustedHtml = Html.trusted

const special = /[&<>"'`\p{Cc}]/u
const specials = new RegExp(special, 'gu')
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\t': '\t',
  '\n': '\n',
}

function asMarkup(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  if (value instanceof Html) return value.toString()
  let markup = ''
  for (const part of value) markup += asMarkup(part)
  return markup
}

/** For text and for quoted attributes. */
export function escapeHtml(value: string): string {
  // Most values hold nothing special: the test is several times cheaper than a replacement.
  return special.test(value) ? value.replace(specials, (character) => entities[character] ?? '') : value
}
