import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A block of the README that a reader pastes. */
export interface Block {
  readonly language: 'sh' | 'js'
  readonly code: string
  /** Of `js`: the file that the sentence before it names. */
  readonly file?: string
}

/** The blocks of the README, in order, up to the reference of the options. */
export function blocksOfReadme(folder: string): Block[] {
  const [toFollow = ''] = readFileSync(join(folder, 'README.md'), 'utf8').split('\n## Options\n')
  return [...toFollow.matchAll(/^([^\n]*)\n\n```(sh|js)\n(.*?)^```$/gms)].map(
    ([, before = '', language, code = '']): Block => {
      if (language === 'sh') return { language, code }
      const file = /`([\w-]+\.mjs)`/.exec(before)?.[1]
      if (file === undefined) throw new Error(`The README does not say in which file this belongs:\n${code}`)
      return { language: 'js', code, file }
    },
  )
}
