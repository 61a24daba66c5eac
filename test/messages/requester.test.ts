import fc from 'fast-check'
import { requesterFrom } from '../../lib/messages/requester/requester'
import { browserName } from '../../lib/messages/requester/browser-name'
import { en } from '../../lib/messages/languages/en'
import { packageWords } from '../../lib/messages/languages/package-words'
import { timesFor } from '../../lib/messages/text/times'
import { visibleAddress, visibleText } from '../../lib/messages/text/visible-text'

describe('browserName', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0'
  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox', 'Linux'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/126.0.0.0`, 'Microsoft Edge', 'Windows'],
    [`Mozilla/5.0 (Linux; Android 14) ${chrome} Mobile Safari/537.36`, 'Chrome', 'Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1',
      'Safari',
      'iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'Chrome', 'ChromeOS'],
    [
      `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Element/1.11.70 Chrome/124.0 Electron/30.1 Safari/537.36`,
      'Element',
      'Linux',
    ],
    ['Element X/1.2.3 (iPhone; iOS 17.5; Scale/3.00)', 'Element X', 'iPhone'],
    ['Element/1.6.18 (Google Pixel 8; Android 14; MatrixAndroidSdk2 1.6.18)', 'Element', 'Android'],
    ['curl/8.5.0', 'curl', undefined],
    ['', undefined, undefined],
  ])('%s', (userAgent, browser, system) => {
    expect(browserName(userAgent)).toEqual({ ...(browser && { browser }), ...(system && { system }) })
  })

  test('knows nothing of none, and looks at no more than the beginning', () => {
    expect(browserName(undefined)).toEqual({})
    expect(browserName('x'.repeat(1000) + ' Firefox/1')).toEqual({})
  })
})

describe('visibleAddress', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['fe80::1%<script>', 'fe80::1'],
    ['203.0.113.9\n', undefined],
    ['unknown', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j: %j', (from, shown) => {
    expect(visibleAddress(from)).toBe(shown)
  })
})

describe('visibleText', () => {
  test('leaves user IDs alone', () => {
    for (const userId of ['@alice:example.org', '@Ünïcode:example.org', '@العربية:example.org', '@日本:[::1]:8448'])
      expect(visibleText(userId)).toBe(userId)
  })

  test('is one bounded line that can be seen and is no URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (value) => {
        const visible = visibleText(value)
        expect(visible).toMatch(/^(?:[\p{L}\p{M}\p{N}\p{P}\p{S}]| |\u3000)*$/u)
        expect(Array.from(visible).length).toBeLessThanOrEqual(256)
        expect(visible).not.toContain('://')
      }),
      { numRuns: 1000 },
    )
    expect(visibleText('@https://evil.example/:x')).toBe('@https:/ /evil.example/:x')
    expect(visibleText('a'.repeat(5000))).toHaveLength(256)
  })
})

describe('times', () => {
  const { lasting, waiting, ago, inSms } = timesFor(en)
  test.each([
    [3_600_000, '1 hour', '1 hour'],
    [600_000, '10 minutes', '10 minutes'],
    [5_400_000, '90 minutes', '90 minutes'],
    [86_400_000, '1 day', '1 day'],
    [200_000, '3 minutes', '4 minutes'],
    [1_500, '1 second', '2 seconds'],
    [0, '1 second', '1 second'],
    [3_599_000, '59 minutes', '1 hour'],
    [59_500, '59 seconds', '1 minute'],
    [7_199_999, '119 minutes', '2 hours'],
    [119_999, '119 seconds', '2 minutes'],
    [172_799_000, '47 hours', '2 days'],
  ])('%d ms: good for %s, wait %s', (ms, good, wait) => {
    expect(lasting(ms)).toBe(good)
    expect(waiting(ms)).toBe(wait)
  })

  test.each([
    [0, 'now'],
    [59_999, 'now'],
    [60_000, '1 minute ago'],
    [3_599_999, '59 minutes ago'],
    [7_300_000, '2 hours ago'],
    [200_000_000, '2 days ago'],
  ])('%d ms ago is %s', (ms, said) => {
    expect(ago(ms)).toBe(said)
  })

  test.each(packageWords.map((words) => [words.language, words] as const))(
    'in an SMS have plain spaces: %s',
    (_tag, words) => {
      for (const ms of [1_000, 60_000, 600_000, 3_600_000, 86_400_000, 172_800_000]) {
        const { long, short } = timesFor(words).inSms(ms)
        expect(long + short).not.toMatch(/[\u00a0\u202f\u2009]/u)
        expect(short.length).toBeLessThanOrEqual(long.length)
      }
      expect(inSms(600_000)).toEqual({ long: '10 minutes', short: '10 mins' })
    },
  )

  test('say something of a time that is none', () => {
    for (const at of [NaN, Infinity, -Infinity, 8.65e15]) expect(timesFor(en).moment(at)).toContain('1970')
  })
})

describe('requesterFrom', () => {
  test('keeps names that are known and an address that is one, and is small', () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
    const requester = requesterFrom({ at: 1, address: '::ffff:203.0.113.9', userAgent })
    expect(requester).toEqual({ at: 1, from: '203.0.113.9', browser: 'Firefox', system: 'Linux' })
    expect(requesterFrom({ at: 1 })).toEqual({ at: 1 })
    expect(requesterFrom({ at: 1, address: '<script>', userAgent: '<script>' })).toEqual({ at: 1 })
    const longest = requesterFrom({
      at: Date.now(),
      address: 'abcd:abcd:abcd:abcd:abcd:abcd:255.255.255.255%' + 'x'.repeat(500),
      userAgent: 'SamsungBrowser/ ChromeOS CrOS Microsoft Edge' + 'x'.repeat(5_000),
    })
    expect(JSON.stringify(longest).length).toBeLessThan(150)
  })
})
