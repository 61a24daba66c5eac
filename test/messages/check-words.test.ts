import { createPasswordResetRouter, sentence, type Words } from '../../lib'
import { faultOfWords } from '../../lib/messages/languages/check-words'
import { packageWords } from '../../lib/messages/languages/package-words'

const [en] = packageWords
if (en === undefined) throw new Error('There is no English')

test.each(packageWords.map((words) => [words.language, words] as const))(
  'the package\u2019s own are whole: %s',
  (_tag, words) => {
    expect(faultOfWords(words)).toBeUndefined()
  },
)

/** A copy without one part, or with another in its place. */
function without(path: string, instead?: unknown): unknown {
  const copy = (part: unknown, names: readonly string[]): unknown => {
    const [name, ...rest] = names
    if (name === undefined) return instead
    return { ...(part as object), [name]: copy((part as Readonly<Record<string, unknown>>)[name], rest) }
  }
  return copy(en, path.split('.'))
}

test.each([
  ['mails.link.password.subject', undefined],
  ['mails.link.3pid', undefined],
  ['mails.link.password.subject', 'Reset your password'],
  ['sms.code.register', []],
  ['sms.code.register', ['text']],
  ['pages.notMe', () => 'not me'],
  ['pages.confirm.register.msisdn.confirmed.title', 1],
  ['resetPages.link.email.whatThen', 'Wait'],
  ['resetPages.over', null],
  ['language', 'not a tag'],
  ['formats', ''],
  ['direction', 'up'],
])('what is missing or another kind of thing is named: %s', (path, instead) => {
  expect(faultOfWords(without(path, instead))).toBe(path)
})

test.each([undefined, null, 'en', [], () => en])('%j are no words', (words) => {
  expect(faultOfWords(words)).toBe('words')
})

test('the factory names what is missing', () => {
  const words = [en, without('mails.stop') as Words]
  const options = { publicBaseUrl: 'https://matrix.example.org', accounts: { findByThreepid: () => null } }
  expect(() => createPasswordResetRouter({ ...options, messages: { words } })).toThrow(
    /`messages\.words\[1\]` must be whole Words.*`mails\.stop`/u,
  )
})

test('a sentence has words and values in it', () => {
  expect(sentence`at ${{ value: 'Example' }}, ${'or so'}`).toEqual(['at ', { value: 'Example' }, ', ', 'or so', ''])
})
