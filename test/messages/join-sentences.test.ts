import { joinSentences } from '../../lib/messages/text/join-sentences'

test.each([
  ['One.', 'Two.', 'One. Two.'],
  ['一。', '二。', '一。二。'],
  ['هل؟', 'نعم.', 'هل؟ نعم.'],
])('%s and %s', (first, second, joined) => {
  expect(joinSentences(first, second)).toBe(joined)
})
