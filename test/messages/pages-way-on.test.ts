import { createMessages } from '../../lib/messages/messages'
import { formsOf, kinds, links, messages, page, titleOf } from './example-pages'
import { brand, flows, languages, media, serverName, values } from './examples'
import { visibleTextOf } from './parsed-html'

describe('the way on', () => {
  const app = /^(?:done (?!here)|expired (?!here)|wrong (?:email|msisdn)|too-many-tries(?! here)|reset-done)/u
  test.each(kinds.map((kind) => kind.slice(5)))('is the app where it is no page here: %s', (kind) => {
    const isApp = app.test(kind)
    expect(links(page('en', kind)).includes(brand.app)).toBe(isApp)
  })

  test('is no button where no app is known', () => {
    const own = createMessages({ serverName })
    expect(links(own.page({ language: 'en', page: 'done', flow: 'password', medium: 'email' }).html)).toEqual([])
  })

  test('may be an app’s own scheme, and never one that a browser acts on itself', () => {
    const button = (app: string) => {
      const own = createMessages({ serverName, brand: { app } })
      return links(own.page({ language: 'en', page: 'done', flow: 'password', medium: 'email' }).html)
    }
    for (const app of [
      'https://app.example.org/#',
      'element://vector/webapp',
      'org.example.app://open',
      'org.example.app:///x',
    ])
      expect(button(app.replace('#', ''))).toEqual([app.replace('#', '')])

    const refused = [
      ...'javascript data file blob about intent android-app view-source filesystem vbscript ws wss ftp mailto tel sms http'
        .split(' ')
        .flatMap((scheme) => [
          `${scheme}://example.org/`,
          `${scheme}:alert(1)`,
          `${scheme.toUpperCase()}://example.org/`,
        ]),
      'app:',
      'app:open',
      'org.example.app:open',
      'https://user@example.org/',
      'https://example.org/#fragment',
      'https://example.org/\n',
      ' https://example.org/',
      'nonsense',
    ]
    for (const app of refused) expect(button(app)).toEqual([])
  })

  test('of a done page says what comes next', () => {
    for (const medium of media) {
      expect(formsOf(page('en', `done here password ${medium}`))).toEqual([
        `post ${values.action}: Choose a new password`,
      ])
      expect(formsOf(page('en', `done password ${medium}`))).toEqual([])
    }
    expect(visibleTextOf(page('en', 'done password email'))).toMatch(/Now choose a new password.*Go back to the app/u)
  })

  test('of too many wrong codes is to wait, or to start over', () => {
    expect(visibleTextOf(page('en', 'too-many-tries wait'))).toMatch(/in 9 minutes\. .*start from the beginning/u)
    expect(visibleTextOf(page('en', 'too-many-tries'))).toMatch(/start from the beginning/u)
    expect(formsOf(page('en', 'too-many-tries here'))).toEqual([expect.stringMatching(/: Start again$/u)])
  })

  test.each(languages)('of a limit says how long to wait, never less than is so: %s', (language) => {
    const seen = visibleTextOf(messages.page({ language, page: 'limited', retryAfterMs: 240_001 }).html)
    const five = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(5)
    expect(seen).toContain(
      five.replace(/[٠-٩]/gu, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit))).replace(/\s+/gu, ' '),
    )
  })

  test('of a limit is kind to whoever shares a network', () => {
    expect(visibleTextOf(page('en', 'limited'))).toMatch(/others who share your internet connection/u)
    expect(visibleTextOf(page('en', 'limited'))).not.toMatch(/too many tries/iu)
  })

  test('of an outage is a button to try again', () => {
    expect(formsOf(page('en', 'unavailable again'))).toEqual([`get ${values.action}: Try again`])
    expect(formsOf(page('en', 'limited here'))).toEqual([
      `post ${values.action}: Try again`,
      `post ${values.action}: Start again`,
    ])
  })

  test('of an error gives the code for those who help', () => {
    expect(visibleTextOf(page('en', 'error'))).toContain('M_INVALID_PARAM')
  })

  test('after a stop that came late is what to do', () => {
    expect(visibleTextOf(page('en', 'not-me used password email'))).toMatch(/may have been changed.*reset it at once/u)
    for (const flow of flows) {
      for (const medium of media) {
        const late = titleOf(page('en', `not-me used ${flow} ${medium}`))
        expect(late).not.toBe(titleOf(page('en', `not-me ${flow} ${medium}`)))
      }
    }
  })
})
