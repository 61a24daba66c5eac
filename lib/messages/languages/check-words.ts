import { en } from './en'

/**
 * The first part of a host's own language that is missing or of the wrong kind, such as `mails.link.password.subject`;
 * undefined if nothing is. The words may come from JavaScript, where no compiler has checked them.
 */
export function faultOfWords(words: unknown): string | undefined {
  const fault = faultOf(words, en, '')
  if (fault !== undefined) return fault
  const { language, direction, formats } = words as typeof en
  if (!isTag(language)) return 'language'
  if (direction !== 'ltr' && direction !== 'rtl') return 'direction'
  return isTag(formats) ? undefined : 'formats'
}

function faultOf(given: unknown, english: unknown, path: string): string | undefined {
  if (typeof english !== 'object' || english === null) return typeof given === typeof english ? undefined : path
  if (Array.isArray(english)) return isList(given, typeof english[0]) ? undefined : path
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return path === '' ? 'words' : path
  for (const [name, part] of Object.entries(english)) {
    const fault = faultOf(
      (given as Readonly<Record<string, unknown>>)[name],
      part,
      path === '' ? name : `${path}.${name}`,
    )
    if (fault !== undefined) return fault
  }
  return undefined
}

function isList(given: unknown, type: string): boolean {
  return Array.isArray(given) && given.length > 0 && given.every((part) => typeof part === type)
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
