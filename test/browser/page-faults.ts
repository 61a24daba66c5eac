import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** What a document must keep to in every language, size and color scheme. */
export interface Expected {
  readonly kind: string
  readonly html: string
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** How many buttons are to be in view without scrolling, from the first on: of a page that has them. */
  readonly buttonsInView: number
}

const script = readFileSync(join(__dirname, 'in-page.js'), 'utf8')

/** What is wrong with each document, with where. All in one go: the way to the browser and back costs more than most. */
export async function faultsIn(page: Page, documents: readonly Expected[]): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => { ${script}\nreturn faultsIn(${JSON.stringify(documents)}) })()`)
}
