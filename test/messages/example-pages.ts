import { createMessages } from '../../lib/messages/messages'
import { brand, languages, pages, requestedAt, serverName } from './examples'
import { attribute, elements, textOf } from './parsed-html'

const minuteMs = 60_000
export const messages = createMessages({ serverName, brand, now: () => requestedAt + 5 * minuteMs })
const made = new Map(languages.map((language) => [language, pages(messages, language)]))
export const kinds = Object.keys(pages(messages, 'en'))

export function page(language: (typeof languages)[number], kind: string): string {
  const found = made.get(language)?.[`page ${kind}`]?.html
  if (found === undefined) throw new Error(`There is no ${kind}`)
  return found
}

export function titleOf(html: string): string {
  const [title] = elements(html, 'title')
  return title?.childNodes?.[0]?.value ?? ''
}

/** What a button says, and the form that it sends. */
export function formsOf(html: string): readonly string[] {
  return elements(html, 'form').map((form) => {
    const text = textOf(form).replace(/\s+/gu, ' ').trim()
    return `${attribute(form, 'method') ?? ''} ${attribute(form, 'action') ?? ''}: ${text}`
  })
}

export const links = (html: string) => elements(html, 'a').map((node) => attribute(node, 'href'))
