import { commonFoldings, fullFoldings } from './case-folding-table'

const nonAscii = /[\u0080-\uffff]/

/**
 * Full Unicode case folding (Unicode Standard, section 3.13, rule R4 `toCasefold`, with the mappings C and F of
 * CaseFolding.txt, Unicode 17): two texts that differ only in case become equal. `ß` and `ẞ` become `ss`, which
 * `toLowerCase()` alone would miss; and the dotless `ı` stays different from `i`, which is lost by upper case and back.
 * Nothing else changes: the text is not normalised, and lone surrogates stay.
 */
export function caseFold(text: string): string {
  // For ASCII, lower case is the case folding, and far cheaper.
  if (!nonAscii.test(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text) folded += characterFoldings.get(character) ?? character
  return folded
}

const characterFoldings = foldingsFromTable()

function foldingsFromTable(): ReadonlyMap<string, string> {
  const foldings = new Map<string, string>()
  for (const [first, last, step, delta] of rows(commonFoldings)) {
    for (let from = first; from <= last; from += step)
      foldings.set(String.fromCodePoint(from), String.fromCodePoint(from + delta))
  }
  for (const [from, ...to] of rows(fullFoldings))
    foldings.set(String.fromCodePoint(from), String.fromCodePoint(...to.filter((codePoint) => codePoint !== 0)))

  return foldings
}

function* rows(table: readonly number[]): Generator<[number, number, number, number]> {
  for (let at = 0; at < table.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = table.slice(at, at + 4)
    yield [a, b, c, d]
  }
}
