import { canonicalEmailAddress } from '../../lib/threepids/email-address'

describe('spaces, controls and what can’t be seen', () => {
  const unseen: [string, string][] = [
    ['space', ' '],
    ['tab', '\t'],
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['a header', '\r\nBcc: evil@evil.example\r\n'],
    ['NUL', '\0'],
    ['DEL', '\x7f'],
    ['C1 control', '\u0085'],
    ['no-break space', '\u00a0'],
    ['ideographic space', '\u3000'],
    ['line separator', '\u2028'],
    ['paragraph separator', '\u2029'],
    ['zero-width space', '\u200b'],
    ['zero-width joiner', '\u200d'],
    ['word joiner', '\u2060'],
    ['byte order mark', '\ufeff'],
    ['soft hyphen', '\u00ad'],
    ['right-to-left override', '\u202e'],
    ['left-to-right isolate', '\u2066'],
    ['Arabic letter mark', '\u061c'],
    ['grapheme joiner', '\u034f'],
    ['variation selector', '\ufe0f'],
    ['tag', '\u{e0061}'],
    ['Hangul filler', '\u3164'],
    ['Braille blank', '\u2800'],
    ['private use', '\ue000'],
    ['unassigned', '\u0378'],
    ['noncharacter', '\uffff'],
    ['high surrogate', '\ud800'],
    ['low surrogate', '\udc00'],
  ]
  const places = [
    ['before', (text: string) => `${text}alice@example.org`],
    ['in the local part', (text: string) => `al${text}ice@example.org`],
    ['before the @', (text: string) => `alice${text}@example.org`],
    ['after the @', (text: string) => `alice@${text}example.org`],
    ['in the domain', (text: string) => `alice@exam${text}ple.org`],
    ['in an international domain', (text: string) => `alice@büch${text}er.org`],
    ['after', (text: string) => `alice@example.org${text}`],
  ] as const
  test.each(unseen)('%s: nowhere', (_what, text) => {
    for (const [where, put] of places) expect([where, canonicalEmailAddress(put(text))]).toEqual([where, undefined])
  })
})

describe('characters that normalise to syntax', () => {
  test.each([
    ['full-width @', '＠'],
    ['small @', '﹫'],
    ['full-width quote', '＂'],
    ['full-width comma', '，'],
    ['full-width full stop', '．'],
    ['one-dot leader', '\u2024'],
    ['ellipsis', '…'],
    ['full-width <', '＜'],
    ['Greek question mark, which is a semicolon', '\u037e'],
    ['full-width backslash', '＼'],
    ['full-width (', '（'],
    ['a digit with its full stop', '⒈'],
  ])('%s: neither left nor right of the @', (_what, character) => {
    expect(canonicalEmailAddress(`al${character}ice@example.org`)).toBeUndefined()
    expect(canonicalEmailAddress(`alice@evil.example${character}example.org`)).toBeUndefined()
    expect(canonicalEmailAddress(`alice@exa${character}mple.org`)).toBeUndefined()
  })

  test('no character becomes ASCII syntax, by normalising or by folding, in a canonical address', () => {
    const found: string[] = []
    for (let codePoint = 0x80; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint)
      const canonical = canonicalEmailAddress(`${character}@e.org`)
      if (canonical === undefined) continue
      const normalised = canonical.normalize('NFKC')
      const isSound =
        canonicalEmailAddress(canonical) === canonical && /^[^ "(),.:;<>@[\\\]]+@e\.org$/u.test(normalised)
      if (!isSound) found.push(codePoint.toString(16))
    }
    expect(found).toEqual([])
  })

  test('no character stands for ASCII in a domain', () => {
    const found: string[] = []
    for (let codePoint = 0x80; codePoint <= 0x10ffff; codePoint++) {
      const canonical = canonicalEmailAddress(`a@x${String.fromCodePoint(codePoint)}y.org`)
      if (canonical !== undefined && !canonical.startsWith('a@xn--')) found.push(codePoint.toString(16))
    }
    expect(found).toEqual([])
  })
})
