import { sentenceText, shownMasked } from '../../lib/messages/text/written-sentence'
import { createMessages } from '../../lib/messages/messages'
import { requestedAt, brand, languages, media, pages, serverName, values } from './examples'
import { attribute, elements, nodesOf, textOf, visibleTextOf } from './parsed-html'

const messages = createMessages({ serverName, brand, now: () => requestedAt })
const made = new Map(languages.map((language) => [language, pages(messages, language)]))

function page(language: (typeof languages)[number], kind: string): string {
  const found = made.get(language)?.[`page reset-${kind}`]?.html
  if (found === undefined) throw new Error(`There is no ${kind}`)
  return found
}

const form = { action: '/', fields: {} }
const named = (html: string) => elements(html, 'input').filter((node) => attribute(node, 'type') !== 'hidden')
const names = (html: string) => named(html).map((node) => attribute(node, 'name'))
const buttons = (html: string) => elements(html, 'button').map((node) => textOf(node).trim())
const byId = (html: string, id: string) => nodesOf(html).find((node) => attribute(node, 'id') === id)
const seenById = (html: string, id: string) => textOf(byId(html, id) ?? { nodeName: '' }).trim()

describe('the reset page', () => {
  test.each(languages)(
    'labels every field, and describes what was wrong with it where the focus is: %s',
    (language) => {
      for (const kind of Object.keys(made.get(language) ?? {}).filter((name) => name.startsWith('page reset-'))) {
        const html = page(language, kind.slice('page reset-'.length))
        const labelled = elements(html, 'label').map((node) => attribute(node, 'for'))
        for (const node of [...named(html), ...elements(html, 'select')])
          expect(labelled).toContain(attribute(node, 'id'))
        const focused = nodesOf(html).filter((node) => attribute(node, 'autofocus') !== undefined)
        for (const node of focused) {
          const [problem = ''] = (attribute(node, 'aria-describedby') ?? '').split(' ')
          expect(problem).toMatch(/-problem$/u)
          expect(seenById(html, problem).length).toBeGreaterThan(5)
        }
        expect(focused).toHaveLength(
          /invalid|unknown|denied|ask not-sent|wrong|none|refused|empty|different/u.test(kind) ? 1 : 0,
        )
      }
    },
  )

  test.each(languages)('has "start again" on every page but the first: %s', (language) => {
    for (const [kind, { html }] of Object.entries(made.get(language) ?? {})) {
      if (!kind.startsWith('page reset-') || kind.startsWith('page reset-ask')) continue
      expect(elements(html, 'form').map((node) => attribute(node, 'action'))).toContain(values.action)
    }
    for (const kind of [
      'password email',
      'code tries msisdn',
      'start-again',
      'forbidden',
      'done',
      'sent confirmed email',
    ])
      expect(buttons(page('en', kind))).toContain('Start again')

    for (const kind of ['sent email', 'code msisdn'])
      expect(buttons(page('en', kind))).toContain('Use another email address or phone number')
  })

  test('names no account before the last step, and the address only as it was given', () => {
    for (const [kind, { html }] of Object.entries(made.get('en') ?? {})) {
      if (!/^page reset-(?:ask|sent|code|start|forbidden)/u.test(kind)) continue
      expect(html).not.toContain('@alice:example.org')
    }
  })
})

describe('reset-ask', () => {
  test('asks for an email address or a phone number, whichever can be sent to', () => {
    expect(names(page('en', 'ask both'))).toEqual(['email', 'phone_number'])
    expect(names(page('en', 'ask email'))).toEqual(['email'])
    expect(names(page('en', 'ask msisdn'))).toEqual(['phone_number'])
    expect(buttons(page('en', 'ask both'))).toEqual(['Send an email', 'Send an SMS'])
  })

  test.each(languages)('offers the countries by their names, in order, and none where there is one: %s', (language) => {
    const options = elements(page(language, 'ask both'), 'option').map((node) => textOf(node))
    const inOrder = [...options].sort((a, b) => a.localeCompare(b, language))
    expect(options).toEqual(inOrder)
    expect(options).toHaveLength(3)
    const ireland = new Intl.DisplayNames([language], { type: 'region' }).of('IE')
    expect(options).toContain(ireland)
    expect(elements(page(language, 'ask msisdn'), 'select')).toHaveLength(0)
    const hidden = elements(page(language, 'ask msisdn'), 'input').find((node) => attribute(node, 'name') === 'country')
    expect(hidden && [attribute(hidden, 'type'), attribute(hidden, 'value')]).toEqual(['hidden', 'GB'])
  })

  test('keeps what was typed and the country that was chosen', () => {
    const { html } = messages.page({
      language: 'en',
      page: 'reset-ask',
      msisdn: { form, countries: ['GB', 'IE'], country: 'IE' },
      problem: { medium: 'msisdn', reason: 'invalid', typed: '"07400' },
    })
    const [selected] = elements(html, 'option').filter((node) => attribute(node, 'selected') !== undefined)
    expect(selected && attribute(selected, 'value')).toBe('IE')
    expect(named(html).map((node) => attribute(node, 'value'))).toEqual(['"07400'])
  })

  test('says why it was refused, each in words of its own', () => {
    const said = media.flatMap((medium) =>
      ['invalid', 'unknown', 'denied', 'not-sent'].map((reason) =>
        seenById(page('en', `ask ${reason} ${medium}`), `${medium}-problem`),
      ),
    )
    expect(new Set(said).size).toBe(8)
  })
})

describe('reset-sent', () => {
  test('says where to, that it goes on there, and what if nothing comes', () => {
    const seen = visibleTextOf(page('en', 'sent email'))
    expect(seen).toMatch(
      /sent an email to alice@example\.org\. .*Open the link in it\. .*Nothing came\? .*spam folder/u,
    )
    expect(visibleTextOf(page('en', 'sent concealed email'))).toMatch(/If an account here has/u)
    expect(visibleTextOf(page('en', 'sent concealed email'))).not.toMatch(/have sent an email to/u)
    expect(visibleTextOf(page('en', 'sent confirmed email'))).toMatch(/in the browser in which you opened the link/u)
  })

  test.each(['ar', 'en'])('shows what is masked from left to right, in one piece: %s', (language) => {
    const about = { language, confirmed: false, concealed: false, sendAgain: form, startAgain: form } as const
    for (const maskedAddress of ['…56', 'a…@example.org']) {
      const { html } = messages.page({ ...about, page: 'reset-sent', medium: 'email', maskedAddress, reload: form })
      const masked = elements(html, 'bdi').filter((node) => textOf(node) === maskedAddress)
      expect(masked.map((node) => attribute(node, 'dir'))).toEqual(['ltr'])
      // From right to left a full stop behind it would stand beside the ellipsis.
      if (language === 'ar') expect(html).not.toMatch(/<\/bdi>[.,]/u)
      expect(html).toMatch(/bdi\[dir\]\{display:inline-block/u)
    }
    const inText = sentenceText([shownMasked('…56')], language === 'ar' ? 'rtl' : 'ltr')
    expect(inText).toBe(language === 'ar' ? '\u2066…56\u2069' : '…56')
  })

  test('says what came of sending again', () => {
    expect(visibleTextOf(page('en', 'sent concealed email'))).toMatch(
      /You have asked again\. Only the newest email counts/u,
    )
    expect(visibleTextOf(page('en', 'sent not-sent msisdn'))).toMatch(/SMS could not be sent/u)
  })
})

describe('reset-code', () => {
  test('asks for the code, and for none where no more are judged', () => {
    expect(names(page('en', 'code msisdn'))).toEqual(['token'])
    expect(visibleTextOf(page('en', 'code msisdn'))).toContain('Time left: 10 minutes (until 08:22 UTC).')
    for (const kind of ['code tries msisdn', 'code expired msisdn']) {
      expect(names(page('en', kind))).toEqual([])
      expect(buttons(page('en', kind))).toEqual(['Send a new code', 'Start again'])
    }
    expect(visibleTextOf(page('en', 'code expired email'))).toContain('The email could not be sent')
  })
})

describe('reset-start-again', () => {
  test.each(languages)('after "Set new password" in words of its own: %s', (language) => {
    const [before, after] = ['start-again', 'start-again done'].map((kind) => visibleTextOf(page(language, kind)))
    expect(after).not.toBe(before)
    if (language === 'en') {
      expect(after).toMatch(
        /request is over .*just set a new password, sign in with it\. If not, please start again\./u,
      )
      expect(before).not.toMatch(/new password/u)
    }
  })
})

describe('reset-password', () => {
  test.each(languages)('goes with the user ID, for password managers: %s', (language) => {
    for (const kind of ['password email', 'password refused msisdn', 'password empty email']) {
      const html = page(language, kind)
      expect(names(html)).toEqual(['username', 'new_password', 'new_password_again', 'logout_devices'])
      const [user, first, second, logout] = named(html).map((node) => (name: string) => attribute(node, name))
      expect([user?.('value'), user?.('autocomplete'), user?.('readonly')]).toEqual([
        '@alice:example.org',
        'username',
        '',
      ])
      for (const password of [first, second]) {
        expect([password?.('type'), password?.('autocomplete'), password?.('value')]).toEqual([
          'password',
          'new-password',
          undefined,
        ])
      }
      expect(logout?.('value')).toBe('true')
      expect(logout?.('checked') !== undefined).toBe(!kind.includes('refused'))
    }
  })

  test('shows the rules before, and the host’s own words after', () => {
    const before = page('en', 'password email')
    expect(seenById(before, 'rules')).toContain(values.said)
    expect(named(before).map((node) => attribute(node, 'aria-describedby'))[1]).toBe('rules')
    const after = page('en', 'password refused email')
    expect(seenById(after, 'password-problem')).toBe(values.said)
    expect(named(after).map((node) => attribute(node, 'aria-describedby'))[1]).toBe('password-problem rules')
    expect(visibleTextOf(before)).toMatch(/encrypted messages/u)
  })
})

describe('reset-done', () => {
  test('says what became of the other devices', () => {
    expect(visibleTextOf(page('en', 'done'))).toMatch(/devices were signed out.*encrypted messages/u)
    expect(visibleTextOf(page('en', 'done stayed'))).toMatch(/still signed in/u)
  })
})
