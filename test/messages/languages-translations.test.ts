import { packageWords } from '../../lib/messages/languages/package-words'
import { createMessages } from '../../lib/messages/messages'
import { brand, emails, flows, languages, media, pages, serverName, texts } from './examples'
import { elements, visibleTextOf } from './parsed-html'

const messages = createMessages({ serverName, brand })
const [en] = packageWords
if (en === undefined) throw new Error('There is no English')
const others = packageWords.filter(({ language }) => language !== 'en')

/** What no word of a language may be; `otherForm` is the form of address that it does not use, polite or familiar. */
const rules = {
  en: { password: /password|your account/iu, otherForm: undefined },
  de: {
    password: /passwort|Ihr(?:e[mns]?)? Konto/iu,
    otherForm: /(?<!\p{L})(?:du|dir|dich|dein\p{L}*|euch|eure?\p{L}?)(?!\p{L})/iu,
  },
  fr: {
    password: /mot de passe|(?:votre|vos) compte/iu,
    otherForm: /(?<![\p{L}-])(?:tu|te|toi|ton|ta|tes)(?!\p{L})/iu,
  },
  es: { password: /contraseña|(?:su|sus) cuenta/iu, otherForm: /(?<!\p{L})(?:tú|tu|tus|te|ti)(?!\p{L})/iu },
  ar: { password: /كلمة (?:ال)?مرور|حسابك/u, otherForm: undefined },
  // A sentence that does not end as a polite one does.
  ja: { password: /パスワード|あなたのアカウント/u, otherForm: /(?<!です|ます|ました|ません|でした|ください)。/u },
  pt: { password: /senha|sua conta/iu, otherForm: /(?<!\p{L})(?:tu|te|ti|teus?|tuas?|vós|voss\p{L}+)(?!\p{L})/iu },
  // "Lei", "Suo", and what is said to one who is called so.
  it: {
    password: /password|(?:il tuo|tuo) account/iu,
    otherForm: /(?<!\p{L})(?:lei|su[oaei]|suoi|prema|scelga|inserisca|apra|scriva)(?!\p{L})/iu,
  },
  nl: { password: /wachtwoord|(?:je|jouw) account/iu, otherForm: /(?<!\p{L})(?:u|uw|uzelf)(?!\p{L})/iu },
  // "Pan", "Pani", and words that know whether a man or a woman reads them.
  pl: {
    password: /has(?:ł|eł)|(?:twoj|swoj)\p{L}* kont/iu,
    otherForm: /(?<!\p{L})(?:pani?|pana|państw\p{L}+|\p{L}+[łl][ae]?[śs])(?!\p{L})/iu,
  },
  'zh-Hans': { password: /密码|您的账[号户]/u, otherForm: /你/u },
} as const
const cases = Object.entries(rules)

function seen(language: string, wanted: (name: string) => boolean): readonly (readonly [string, string])[] {
  const path = /express_matrix_password_reset/gu
  const wordsIn = <T>(made: Record<string, T>, say: (one: T) => string) =>
    Object.entries(made)
      .filter(([name]) => wanted(name))
      .map(([name, one]) => [name, say(one).replace(path, '')] as const)
  return [
    ...wordsIn(emails(messages, language), ({ subject, text }) => subject + text),
    ...wordsIn(texts(messages, language), ({ text }) => text),
    ...wordsIn(pages(messages, language), ({ html }) => titleOf(html) + visibleTextOf(html)),
  ]
}

function titleOf(html: string): string {
  const [title] = elements(html, 'title')
  return title?.childNodes?.[0]?.value ?? ''
}

/** Every text of a language, by its name; what is a function is called. */
function leaves(part: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof part === 'string') return [[path, part]]
  if (typeof part === 'function') {
    const say = part as (...values: readonly unknown[]) => unknown
    return [[path, JSON.stringify(say('X', 'Y', { long: 'L', short: 'S' }))]]
  }
  return Object.entries(part as object).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  )
}

describe('a translation', () => {
  test.each(others.map((words) => [words.language, words] as const))('leaves nothing in English: %s', (_tag, words) => {
    const english = new Map(leaves(en, ''))
    const same = leaves(words, '').filter(([path, text]) => english.get(path) === text)
    // Some words are the same in both.
    const meant = /^(?:direction|colon|pages\.code\.label|pages\.errorPrefix|facts\.(?:browser|account))$/u
    // An example of an email address, and names with their order alone.
    const isName = (text: string) => !/\p{L}{3}/u.test(text.replaceAll(/on|SMS/gu, ''))
    expect(same.filter(([path, text]) => !meant.test(path) && !isName(text))).toEqual([])
  })

  test.each(cases)(
    'speaks of no password and of nobody’s account where there is none: %s',
    (language, { password }) => {
      const found = seen(language, (name) => /register|3pid/u.test(name) && !name.startsWith('inUse'))
      expect(found.length).toBeGreaterThanOrEqual(48)
      for (const [name, text] of found) expect([name, text]).toEqual([name, expect.not.stringMatching(password)])
      // Where there is one it is spoken of.
      expect(seen(language, (name) => name === 'link password').join()).toMatch(password)
    },
  )

  test.each(cases)('keeps to one form of address in every sentence: %s', (language, { otherForm }) => {
    if (otherForm === undefined) return
    for (const [name, text] of seen(language, () => true))
      expect([name, text]).toEqual([name, expect.not.stringMatching(otherForm)])
  })

  test.each(languages)(
    'tells the flows apart by the titles of pages, and says by its title when it is late: %s',
    (language) => {
      const made = pages(messages, language)
      const title = (kind: string) => titleOf(made[`page ${kind}`]?.html ?? '')
      for (const kind of ['confirm', 'confirm confirmed', 'stop', 'code', 'done', 'not-me', 'not-me used', 'stopped']) {
        for (const medium of media) {
          const titles = flows.map((flow) => title(`${kind} ${flow} ${medium}`))
          expect([kind, new Set(titles).size]).toEqual([kind, 3])
        }
      }
      for (const flow of flows) expect(title(`not-me used ${flow} email`)).not.toBe(title(`not-me ${flow} email`))
    },
  )
})

test.each(packageWords.map(({ language, pages }) => [language, pages.askInApp] as const))(
  'a dead link sends nobody to an app that there may not be, for both media: %s',
  (_language, askInApp) => {
    expect(new Set(Object.values(askInApp)).size).toBe(2)
    for (const text of Object.values(askInApp)) expect(text).not.toMatch(/app(?!el)|aplica|aplik|应用|アプリ|تطبيق/iu)
  },
)
