import type { Request } from 'express'
import type { Languages } from './languages/languages'
import { remembered } from './requester/remembered'
import type { Locale } from './values/message-values'

const defaultLanguage = 'en'

/** How long to wait for a `locale` function that answers a promise. */
const localeTimeoutMs = 2_000

/** Nobody's preferences are longer: a longer header is ignored, and so are further ranges. */
const maxHeaderLength = 1000
const maxRanges = 30

/**
 * Finds the language for a person: what the `locale` option says, else what their browser asks for (`Accept-Language`,
 * RFC 9110 section 12.5.4), else English. If there are no words for it, the nearest language that has words is taken.
 * Never rejects.
 * @param onLocaleError gets what a `locale` function threw; `Accept-Language` decides then
 */
export function languageFinder(
  locale: Locale | undefined,
  languages: Languages,
  onLocaleError?: (error: unknown, request: Request) => void,
): (request: Request, userId?: string) => Promise<string> {
  const fromHeader = remembered((header) => fromAcceptLanguage(header, languages) ?? defaultLanguage)
  return async (request, userId) => {
    const wanted = typeof locale === 'function' ? await fromFunction(request, userId, locale, onLocaleError) : locale
    const found = wanted === undefined ? undefined : languages.nearest(wanted)
    return found ?? fromHeader(request.headers['accept-language'] ?? '')
  }
}

/** The best of an `Accept-Language` header that there are words for; undefined if there is none. */
function fromAcceptLanguage(header: string, languages: Languages): string | undefined {
  if (header.length > maxHeaderLength) return undefined
  const quality = new Map<string, number>()
  let weightOfOthers = 0
  for (const range of header.split(',', maxRanges)) {
    const [tag = '', ...parameters] = range.split(';')
    const weight = weightOf(parameters)
    if (tag.trim() === '*') weightOfOthers = weight
    const language = languages.nearest(tag)
    // `de-AT;q=0, de` still asks for German: the highest weight of a language counts.
    if (language !== undefined) quality.set(language, Math.max(weight, quality.get(language) ?? 0))
  }
  if (weightOfOthers > 0)
    for (const language of languages.tags) if (!quality.has(language)) quality.set(language, weightOfOthers)
  // Of languages with the same weight the first is taken: the sort is stable.
  const [best] = [...quality].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a)
  return best?.[0]
}

function weightOf(parameters: readonly string[]): number {
  const written = parameters
    .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/iu.exec(parameter)?.[1])
    .find(Boolean)
  return written === undefined ? 1 : Math.min(1, Number(written))
}

/** If the host's function fails or takes too long, the person gets another language, not an error. */
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
