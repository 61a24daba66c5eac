import type { Request } from 'express'
import type { Languages } from './languages/languages'
import type { Locale } from './values/message-values'

export const defaultLanguage = 'en'

/** How long a `locale` that answers a promise is waited for. */
const localeTimeoutMs = 2_000

/** Longer ones are nobody's preferences. */
const maxHeaderLength = 1000
const maxRanges = 30

/**
 * The language for a person: what the `locale` option says, else what their browser asks for (`Accept-Language`, RFC 9110
 * section 12.5.4), else English; of each the nearest that there are words for. Never rejects.
 * @param onLocaleError takes what a `locale` function threw; the browser's wish is taken then
 */
export async function languageFor(
  request: Request,
  userId: string | undefined,
  locale: Locale | undefined,
  languages: Languages,
  onLocaleError?: (error: unknown, request: Request) => void,
): Promise<string> {
  const wanted = typeof locale === 'function' ? await fromFunction(request, userId, locale, onLocaleError) : locale
  const found = wanted === undefined ? undefined : languages.nearest(wanted)
  return found ?? fromAcceptLanguage(request.headers['accept-language'], languages) ?? defaultLanguage
}

/** The best of an `Accept-Language` header that there are words for; undefined if there is none. */
export function fromAcceptLanguage(header: string | undefined, languages: Languages): string | undefined {
  if (header === undefined || header.length > maxHeaderLength) return undefined
  const quality = new Map<string, number>()
  let any = 0
  for (const range of header.split(',', maxRanges)) {
    const [tag = '', ...parameters] = range.split(';')
    const weight = weightOf(parameters)
    if (tag.trim() === '*') any = weight
    const language = languages.nearest(tag)
    // `de-AT;q=0, de` asks for German all the same: the highest counts.
    if (language !== undefined) quality.set(language, Math.max(weight, quality.get(language) ?? 0))
  }
  if (any > 0) for (const language of languages.tags) if (!quality.has(language)) quality.set(language, any)
  // Of equals the first that was named is taken: the sort is stable.
  const [best] = [...quality].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a)
  return best?.[0]
}

function weightOf(parameters: readonly string[]): number {
  const written = parameters
    .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/iu.exec(parameter)?.[1])
    .find(Boolean)
  return written === undefined ? 1 : Math.min(1, Number(written))
}

/** A hook that fails, or takes too long, costs a person their language, not their password. */
async function fromFunction(
  request: Request,
  userId: string | undefined,
  locale: Exclude<Locale, string>,
  onLocaleError: (error: unknown, request: Request) => void = () => undefined,
): Promise<string | undefined> {
  try {
    const answer: unknown = locale(userId === undefined ? { request } : { request, userId })
    const tag: unknown = isThenable(answer) ? await inTime(answer) : answer
    return typeof tag === 'string' ? tag : undefined
  } catch (error) {
    onLocaleError(error, request)
    return undefined
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function'
}

async function inTime(answer: PromiseLike<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`locale took longer than ${localeTimeoutMs} ms`)), localeTimeoutMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
