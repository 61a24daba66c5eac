import { createHash } from 'node:crypto'
import type { Brand } from '../brand/brand'

/**
 * A brand's pages have one style. The bound is for a host's own page that makes new styles for each request: it must
 * not fill the memory.
 */
const maxKept = 50
const kept = new Map<string, string>()

/**
 * The sources for `style-src` that allow a page's own `<style>` elements and nothing else: `'sha256-...'`, quoted as
 * the header wants them (CSP Level 3, section 2.3.1). Hashes are kept by style, so that none is computed again for the
 * next page.
 */
export function styleHashes(html: string): readonly string[] {
  const hashes: string[] = []
  const start = /<style(?=[\s/>])[^>]*>/giu
  while (start.exec(html) !== null) {
    const rest = html.slice(start.lastIndex)
    const end = rest.search(/<\/style[\s/>]/iu)
    const style = end === -1 ? rest : rest.slice(0, end)
    hashes.push(hashOf(style))
    start.lastIndex += style.length
  }
  return hashes
}

/** The source for `img-src` that allows a brand's logo; undefined without a logo. */
export function logoSource({ logo }: Brand): string | undefined {
  if (logo === undefined) return undefined
  return logo.startsWith('data:') ? 'data:' : new URL(logo).origin
}

function hashOf(style: string): string {
  let hash = kept.get(style)
  if (hash !== undefined) return hash
  // A browser hashes what its parser made of it, which has only line feeds.
  const parsed = style.replace(/\r\n?/gu, '\n')
  hash = `'sha256-${createHash('sha256').update(parsed, 'utf8').digest('base64')}'`
  if (kept.size >= maxKept) kept.clear()
  kept.set(style, hash)
  return hash
}
