import type { Words } from '../words/words'
import type * as PackageWords from './package-words'

/** The languages in which one server can speak. */
export interface Languages {
  /** The BCP 47 tag of the nearest language that there are words for; undefined where there is none. */
  readonly nearest: (tag: string) => string | undefined
  /** The words for a tag that `nearest` answered; English for any other. */
  readonly wordsFor: (tag: string) => Words
  readonly tags: readonly string[]
}

/** How many answers are kept: anybody can ask for any language. */
const maxKept = 500
const maxTagLength = 35

/** @param own a host's own languages; one that the package has too replaces the package's */
export function createLanguages(own: readonly Words[] = []): Languages {
  // These are more than fifty files: they are loaded when messages are made, not when the package is imported.
  const { packageWords } = require('./package-words') as typeof PackageWords
  const [english] = packageWords
  const byTag = new Map<string, Words>()
  for (const words of [...packageWords, ...own]) byTag.set(words.language, words)
  const byScript = new Map<string, string>()
  // Of two languages with one script (`pt`, `pt-BR`) the first serves the other regions.
  for (const tag of byTag.keys()) if (!byScript.has(scriptOf(tag))) byScript.set(scriptOf(tag), tag)
  const byLowerCase = new Map([...byTag.keys()].map((tag) => [tag.toLowerCase(), tag]))
  const kept = new Map<string, string | undefined>()

  function find(tag: string): string | undefined {
    const parts = tag.toLowerCase().split('-')
    for (let length = parts.length; length > 0; length--) {
      const found = byLowerCase.get(parts.slice(0, length).join('-'))
      // Whoever reads Traditional Chinese is not given Simplified Chinese, though both tags begin with `zh`.
      if (found !== undefined && scriptOf(found) === scriptOf(tag)) return found
    }
    return byScript.get(scriptOf(tag))
  }

  return {
    nearest(tag) {
      const plain = tag.trim().replaceAll('_', '-')
      if (plain === '' || plain.length > maxTagLength) return undefined
      if (kept.has(plain)) return kept.get(plain)
      const found = find(plain)
      if (kept.size >= maxKept) kept.clear()
      kept.set(plain, found)
      return found
    },
    wordsFor: (tag) => byTag.get(tag) ?? byTag.get('en') ?? english,
    tags: [...byTag.keys()],
  }
}

/** Language and script, as `zh-Hans` for `zh` and `zh-CN`; the tag itself where it is none. */
function scriptOf(tag: string): string {
  try {
    const { language, script = '' } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return tag
  }
}
