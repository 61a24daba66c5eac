import { visibleName, visibleText } from '../../lib/messages/text/visible-text'
import { askForToken } from '../http/flow'
import { plainHost, startHost } from '../host/host'

const family = '👩\u200d👩\u200d👧'

test.each([
  ['Persian', 'خانه\u200cی ما'],
  ['Sinhala', 'ශ්\u200dරී ලංකා'],
  ['Malayalam, a joiner in front of a mark', 'അ\u200d്യ'],
  ['a family', `The ${family}s`],
  ['an emoji with a variation selector', '❤\ufe0f\u200d🔥 Chat'],
  ['an emoji with a tone of skin', '🧑🏽\u200d🚀 Chat'],
])('a name in %s is spelt as it is', async (_what, name) => {
  expect(visibleName(name)).toBe(name)
  const host = await startHost(plainHost, { brand: { name } })
  await askForToken(host, 'email')
  expect(host.outbox.messages[0]?.html).toContain(name)
  const page = await host.agent.get(host.confirmPath('email')).set('Accept', 'text/html')
  expect(page.text).toContain(name)
})

test.each([
  ['at the ends', '\u200dChat\u200c', 'Chat'],
  ['beside a space', 'Our\u200c \u200dchat', 'Our chat'],
  ['in a row', 'Ch\u200d\u200dat', 'Chat'],
  ['among digits', '1\u200d2', '12'],
  ['beside punctuation', 'a:\u200c//b', 'a:/ /b'],
  ['a non-joiner between pictures', '👩\u200c👧', '👩👧'],
  ['between a letter and a picture', 'a\u200d👧', 'a👧'],
  ['behind a mark of direction', 'a\u202e\u200db', 'ab'],
  ['other unseen characters between letters', 'a\u200b\u2060\u00adb', 'ab'],
])('what joins nothing goes: %s', (_where, name, seen) => expect(visibleName(name)).toBe(seen))

test('of what comes from outside every joiner goes', () => {
  expect(visibleText('@ali\u200dce:example.org')).toBe('@alice:example.org')
})
