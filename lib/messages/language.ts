import type { Request } from 'express'
import { languages } from './languages/languages'
import type { Locale } from './message'

export const defaultLanguage = 'en'

/** Longer ones are nobody's preferences. */
const maxHeaderLength = 1000
const maxRanges = 30
const maxTagLength = 100

/**
 * The language for a person: what the `locale` option says, else what their browser asks for (`Accept-Language`, RFC 9110
 * section 12.5.4), else English; of each the nearest that there are words for.
 * @param onLocaleError takes what a `locale` function threw; the browser's wish is taken then
 */
export function languageFor(
  request: Request,
  userId: string | undefined,
  locale: Locale | undefined,
  onLocaleError?: (error: unknown, request: Request) => void,
): string {
  const asked = fromLocale(request, userId, locale, onLocaleError)
  return nearestLanguage(asked) ?? fromAcceptLanguage(request.headers['accept-language']) ?? defaultLanguage
}

/** `de` for `de`, `de-AT` and `DE_ch`; undefined for a language without words. */
export function nearestLanguage(tag: string | undefined): string | undefined {
  const primary = tag?.slice(0, maxTagLength).split(/[-_]/u, 1)[0]?.trim().toLowerCase()
  return primary !== undefined && languages.has(primary) ? primary : undefined
}

/** The best of an `Accept-Language` header that there are words for; undefined if there is none. */
export function fromAcceptLanguage(header: string | undefined): string | undefined {
  if (header === undefined || header.length > maxHeaderLength) return undefined
  const quality = new Map<string, number>()
  let any = 0
  for (const range of header.split(',', maxRanges)) {
    const [tag = '', ...parameters] = range.split(';')
    const weight = weightOf(parameters)
    if (tag.trim() === '*') any = weight
    const language = nearestLanguage(tag)
    // `de-AT;q=0, de` asks for German all the same: the highest counts.
    if (language !== undefined) quality.set(language, Math.max(weight, quality.get(language) ?? 0))
  }
  if (any > 0) for (const language of languages.keys()) if (!quality.has(language)) quality.set(language, any)
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

function fromLocale(
  request: Request,
  userId: string | undefined,
  locale: Locale | undefined,
  onLocaleError?: (error: unknown, request: Request) => void,
): string | undefined {
  if (typeof locale !== 'function') return locale
  try {
    const answer: unknown = locale(userId === undefined ? { request } : { request, userId })
    if (answer instanceof Promise) answer.catch((error: unknown) => onLocaleError?.(error, request))
    return typeof answer === 'string' ? answer : undefined
  } catch (error) {
    // A hook that fails costs a person their language, not their password.
    onLocaleError?.(error, request)
    return undefined
  }
}
