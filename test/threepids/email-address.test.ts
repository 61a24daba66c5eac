import fc from 'fast-check'
import { caseFold } from '../../lib/threepids/case-folding'
import { canonicalEmailAddress } from '../../lib/threepids/email-address'

const longestLabel = 'd'.repeat(63)

describe('the canonical form of an email address', () => {
  test.each([
    ['alice@example.org', 'alice@example.org'],
    ['Strauß@Example.com', 'strauss@example.com'],
    ['STRAUSS@EXAMPLE.COM', 'strauss@example.com'],
    ['Alice.Liddell+matrix@Example.ORG', 'alice.liddell+matrix@example.org'],
    ["!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org"],
    ['1@2.example', '1@2.example'],
    ['ΟΔΥΣΣΕΎΣ@example.org', 'οδυσσεύσ@example.org'],
    ['οδυσσεύς@example.org', 'οδυσσεύσ@example.org'],
    ['Pelé@example.org', 'pelé@example.org'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
    ['संपर्क@डाटामेल.भारत', 'संपर्क@xn--c2bd4bq1db8d.xn--h2brj9c'],
    ['квіточка@пошта.укр', 'квіточка@xn--80a1acn3a.xn--j1amh'],
    ['alice@Bücher.Example', 'alice@xn--bcher-kva.example'],
    ['alice@XN--BCHER-KVA.example', 'alice@xn--bcher-kva.example'],
    ['alice@bu\u0308cher.example', 'alice@xn--bcher-kva.example'],
    ['alice@faß.example', 'alice@xn--fa-hia.example'],
    ['alice@FAẞ.example', 'alice@xn--fa-hia.example'],
    ['alice@fass.example', 'alice@fass.example'],
    ['alice@r3---sn.example', 'alice@r3---sn.example'],
    ['𐐀@example.org', '𐐨@example.org'],
  ])('%s → %s', (typed, canonical) => expect(canonicalEmailAddress(typed)).toBe(canonical))

  test.each([
    ['dotless ı', 'mıke@example.org', 'mike@example.org'],
    ['Cyrillic а', 'аlice@example.org', 'alice@example.org'],
    ['full-width ａ', 'ａlice@example.org', 'alice@example.org'],
    ['a domain with Cyrillic а', 'alice@exаmple.org', 'alice@example.org'],
    ['a domain with ı', 'alice@gıthub.example', 'alice@github.example'],
  ])('a look-alike is another address: %s', (_what, lookAlike, address) => {
    const canonical = canonicalEmailAddress(lookAlike)
    expect(canonical).not.toBeUndefined()
    expect(canonical).not.toBe(canonicalEmailAddress(address))
  })
})

describe('what is not an email address here', () => {
  test.each([
    ['empty', ''],
    ['no @', 'alice.example.org'],
    ['@ alone', '@'],
    ['no local part', '@example.org'],
    ['no domain', 'alice@'],
    ['two @', 'alice@evil.example@example.org'],
    ['two @ in a row', 'alice@@example.org'],
    ['quoted local part', '"alice"@example.org'],
    ['quoted @', '"alice@evil.example"@example.org'],
    ['quoted in part', 'alice."x".b@example.org'],
    ['quoted pair', 'al\\ice@example.org'],
    ['comment', 'alice(evil)@example.org'],
    ['comment in the domain', 'alice@example.org(evil)'],
    ['display name', 'Alice <alice@example.org>'],
    ['angle brackets', '<alice@example.org>'],
    ['mailto:', 'mailto:alice@example.org'],
    ['mailto with a header', 'alice@example.org?bcc=evil@evil.example'],
    ['list', 'alice@example.org,evil@evil.example'],
    ['list with ;', 'alice@example.org;evil@evil.example'],
    ['source route', '@relay.example:alice@example.org'],
    ['leading dot', '.alice@example.org'],
    ['trailing dot in the local part', 'alice.@example.org'],
    ['two dots', 'al..ice@example.org'],
  ])('%s', (_what, text) => expect(canonicalEmailAddress(text)).toBeUndefined())
})

describe('the domain', () => {
  test.each([
    ['one label', 'localhost'],
    ['IPv4 address', '127.0.0.1'],
    ['IPv4 address in few parts', '127.1'],
    ['IPv4 address in hexadecimal', '0x7f.0x1'],
    ['IPv4 literal', '[127.0.0.1]'],
    ['IPv6 literal', '[IPv6:::1]'],
    ['IPv6 address', '::1'],
    ['all-numeric top level', 'example.123'],
    ['hexadecimal top level', 'example.0x1'],
    ['trailing dot', 'example.org.'],
    ['leading dot', '.example.org'],
    ['empty label', 'example..org'],
    ['only dots', '..'],
    ['leading hyphen', '-example.org'],
    ['trailing hyphen', 'example-.org'],
    ['hyphen in front of the top level', 'example.-org'],
    ['hyphen at the end', 'example.org-'],
    ['underscore', 'exam_ple.org'],
    ['port', 'example.org:25'],
    ['path', 'example.org/evil.example'],
    ['path behind a non-ASCII label', 'bücher.example/.org'],
    ['query', 'bücher.example?.org'],
    ['fragment', 'bücher.example#.org'],
    ['percent-encoded dot', 'bücher%2eorg'],
    ['percent-encoded letter', 'b%C3%BCcher.example'],
    ['ideographic full stop', 'example。org'],
    ['ideographic full stop among others', 'evil。example.org'],
    ['half-width full stop', 'evil｡example.org'],
    ['ligature', 'ﬁsh.example'],
    ['full-width letters', 'ｅxample.org'],
    ['Kelvin sign', '\u212Aaffee.example'],
    ['long s', 'ſ.example'],
    ['circled digits', '①.example'],
    ['full-width digits', '１２７.０.０.１'],
    ['A-label that decodes to nothing', 'xn--.example'],
    ['A-label that is not Punycode', 'xn--a.example'],
    ['A-label of a capital letter', 'xn--1ca5b.xn--a-ecp'],
    ['label of 64', `${'d'.repeat(64)}.org`],
    ['label of 64 once an A-label', `${'ü'.repeat(70)}.org`],
  ])('%s is refused', (_what, domain) => expect(canonicalEmailAddress(`a@${domain}`)).toBeUndefined())

  test('labels of 63, and of a digit in the top level, are fine', () => {
    expect(canonicalEmailAddress(`a@${longestLabel}.${longestLabel}`)).toBe(`a@${longestLabel}.${longestLabel}`)
    expect(canonicalEmailAddress('a@example.o2')).toBe('a@example.o2')
    expect(canonicalEmailAddress('a@1.0xy')).toBe('a@1.0xy')
  })
})

describe('lengths', () => {
  const domainOf = (length: number) => {
    const rest = length - 3 * 64
    return `${longestLabel}.${longestLabel}.${longestLabel}.${'d'.repeat(rest)}`
  }

  test('64 bytes of local part, in ASCII and in UTF-8', () => {
    expect(canonicalEmailAddress(`${'a'.repeat(64)}@example.org`)).not.toBeUndefined()
    expect(canonicalEmailAddress(`${'a'.repeat(65)}@example.org`)).toBeUndefined()
    expect(canonicalEmailAddress(`${'é'.repeat(32)}@example.org`)).not.toBeUndefined()
    expect(canonicalEmailAddress(`${'é'.repeat(32)}a@example.org`)).toBeUndefined()
    expect(canonicalEmailAddress(`${'😀'.repeat(16)}@example.org`)).not.toBeUndefined()
    expect(canonicalEmailAddress(`${'😀'.repeat(17)}@example.org`)).toBeUndefined()
  })

  test('the canonical form fits too: a folding may take more bytes', () => {
    expect(canonicalEmailAddress(`${'ΐ'.repeat(10)}@example.org`)).toBe(`${'ι\u0308\u0301'.repeat(10)}@example.org`)
    expect(canonicalEmailAddress(`${'ΐ'.repeat(11)}@example.org`)).toBeUndefined()
  })

  test('what is typed fits too: a folding may take fewer', () => {
    expect(canonicalEmailAddress(`${'ẞ'.repeat(21)}@example.org`)).toBe(`${'ss'.repeat(21)}@example.org`)
    expect(canonicalEmailAddress(`${'ẞ'.repeat(22)}@example.org`)).toBeUndefined()
  })

  test('254 bytes in all', () => {
    expect(canonicalEmailAddress(`aa@${domainOf(251)}`)).toHaveLength(254)
    expect(canonicalEmailAddress(`aaa@${domainOf(251)}`)).toBeUndefined()
    expect(canonicalEmailAddress(`éé@${domainOf(249)}`)).not.toBeUndefined()
    expect(canonicalEmailAddress(`éé@${domainOf(250)}`)).toBeUndefined()
    // Typed it is longer than as A-labels, or shorter: either is too long.
    expect(canonicalEmailAddress(`${'a'.repeat(64)}@${'例子例子例子例子例子.'.repeat(7)}org`)).toBeUndefined()
    expect(canonicalEmailAddress(`${'a'.repeat(50)}@${'ü.'.repeat(25)}org`)).toHaveLength(254)
    expect(canonicalEmailAddress(`${'a'.repeat(51)}@${'ü.'.repeat(25)}org`)).toBeUndefined()
    expect(canonicalEmailAddress(`${'a'.repeat(60)}@${'üb.'.repeat(40)}org`)).toBeUndefined()
  })

  test('a long text is refused at once, whatever is in it', () => {
    for (const part of ['a', 'a.', '.', '@', 'ü', '-', '\u200b', 'xn--', 'a@a.'])
      expect(canonicalEmailAddress(part.repeat(1_000_000))).toBeUndefined()
  })
})

describe('properties', () => {
  const atom = fc.string({
    unit: fc.constantFrom(..."aZ09!#$%&'*+-/=?^_`{|}~ßıİſΣςéﬁ例ДΐẞK"),
    minLength: 1,
    maxLength: 12,
  })
  const localPart = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join('.'))
  const label = fc.oneof(
    fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,9}$/),
    fc.constantFrom('bücher', 'Bücher', 'XN--BCHER-KVA', '例子', 'ПОЧТА', 'faß', 'ελλάς', '☃', 'İstanbul', 'भारत'),
  )
  const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'))
  const address = fc.tuple(localPart, domain).map((parts) => parts.join('@'))
  const hostile = fc.oneof(
    address,
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })).map((parts) => `${parts.join('@')}.org`),
    fc.tuple(fc.string({ unit: 'grapheme' }), domain).map((parts) => parts.join('@')),
  )

  test('what is made of good parts has a canonical form, the folded local part at a domain of A-labels', () => {
    fc.assert(
      fc.property(localPart, domain, (left, right) => {
        fc.pre(Buffer.byteLength(left) <= 64 && Buffer.byteLength(caseFold(left)) <= 64)
        const canonical = canonicalEmailAddress(`${left}@${right}`)
        expect(canonical?.slice(0, canonical.indexOf('@'))).toBe(caseFold(left))
        expect(canonical?.slice(canonical.indexOf('@') + 1)).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
      }),
    )
  })

  test('the canonical form of a canonical form is itself, and within all bounds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const canonical = canonicalEmailAddress(text)
        if (canonical === undefined) return
        expect(canonicalEmailAddress(canonical)).toBe(canonical)
        expect(canonical.split('@')).toHaveLength(2)
        expect(Buffer.byteLength(canonical)).toBeLessThanOrEqual(254)
        expect(Buffer.byteLength(canonical.slice(0, canonical.indexOf('@')))).toBeLessThanOrEqual(64)
      }),
      { numRuns: 2000 },
    )
  })

  test('case does not tell addresses apart', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9+]{1,20}$/), domain, (left, right) => {
        expect(canonicalEmailAddress(`${left.toUpperCase()}@${right}`)).toBe(canonicalEmailAddress(`${left}@${right}`))
      }),
    )
  })

  test('whatever stands around an address, it is no longer one', () => {
    fc.assert(
      fc.property(
        address,
        fc.constantFrom('\n', '\r', ' ', '\t', '\0', '@', ',', '<', '>', '"', '\u2028'),
        (text, junk) => {
          expect(canonicalEmailAddress(text + junk)).toBeUndefined()
          expect(canonicalEmailAddress(junk + text)).toBeUndefined()
        },
      ),
    )
  })
})
