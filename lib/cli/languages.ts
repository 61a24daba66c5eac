import { createLanguages } from '../messages/languages/languages'
import type { PasswordResetOptions } from '../options/options'
import { UsageError } from './arguments'

/** The tags of all languages that these options have words for. */
export function languagesOf({ messages }: PasswordResetOptions): readonly string[] {
  return createLanguages(messages?.words).tags
}

/** The tags of the languages whose words no speaker has read yet. */
export function unreadLanguagesOf({ messages }: PasswordResetOptions): readonly string[] {
  const { tags, wordsFor } = createLanguages(messages?.words)
  return tags.filter((tag) => wordsFor(tag).unread === true)
}

/** The language nearest to `wanted`; without that, the one that the option `locale` names. */
export function languageAmong({ locale, messages }: PasswordResetOptions, wanted: string | undefined): string {
  const languages = createLanguages(messages?.words)
  if (wanted === undefined) return (typeof locale === 'string' ? languages.nearest(locale) : undefined) ?? 'en'
  const found = languages.nearest(wanted)
  if (found === undefined) throw new UsageError(`--language: there are words for ${languages.tags.join(', ')}`)
  return found
}
