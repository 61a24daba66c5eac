import { remembered } from '../../lib/messages/requester/remembered'

test('what was asked before is not worked out again, and a flood of others is forgotten', () => {
  const workedOut: string[] = []
  const length = remembered((text) => {
    workedOut.push(text)
    return { length: text.length }
  })
  expect(length('one')).toBe(length('one'))
  expect(length('three')).toEqual({ length: 5 })
  expect(workedOut).toEqual(['one', 'three'])
  for (let i = 0; i < 1_000; i += 1) length(`flood ${i}`)
  length('one')
  expect(workedOut.filter((text) => text === 'one')).toHaveLength(2)
})

test('a long text is not kept', () => {
  let timesWorkedOut = 0
  const count = remembered(() => (timesWorkedOut += 1))
  count('x'.repeat(301))
  count('x'.repeat(301))
  expect(timesWorkedOut).toBe(2)
})
