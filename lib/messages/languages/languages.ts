import type { Words } from '../words'
import { ar } from './ar'
import { de } from './de'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { ja } from './ja'

/** Every language that there are words for, by its BCP 47 tag. */
export const languages: ReadonlyMap<string, Words> = new Map(
  [en, de, fr, es, ar, ja].map((words) => [words.language, words]),
)

/** The words for a tag that `nearestLanguage` answered; English for any other. */
export function wordsFor(language: string): Words {
  return languages.get(language) ?? en
}
