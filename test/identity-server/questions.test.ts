import { Questions } from '../../lib/identity-server/questions'

function setUp() {
  let now = 0
  const questions = new Questions<number>(() => now)
  const pending: { answer: (value: number) => void; fail: (error: Error) => void }[] = []
  const ask = (key = 'a', options: { isFresh?: boolean } = {}) =>
    questions.ask(
      key,
      () => new Promise<number>((answer, fail) => void pending.push({ answer: (value) => answer(value), fail })),
      options,
    )
  return { ask, pending, questions, pass: (ms: number) => void (now += ms) }
}

test('one of a key is under way at a time, however long it takes', async () => {
  const { ask, pending, pass } = setUp()
  const first = ask()
  pass(5_000)
  const [second, fresh] = [ask(), ask('a', { isFresh: true })]
  expect(pending).toHaveLength(1)
  pending[0]?.answer(1)
  expect(await Promise.all([first, second, fresh])).toEqual([1, 1, 1])
})

test('one is asked a second; a fresh one does not hold with an answer that is over', async () => {
  const { ask, pending, pass } = setUp()
  const first = ask()
  pending[0]?.answer(1)
  await first
  pass(999)
  expect(await ask()).toBe(1)
  const fresh = ask('a', { isFresh: true })
  pending[1]?.answer(2)
  expect(await fresh).toBe(2)
  pass(999)
  expect(await ask()).toBe(2)
  pass(1)
  void ask()
  expect(pending).toHaveLength(3)
})

test('an error holds as long', async () => {
  const { ask, pending, pass } = setUp()
  const first = ask()
  pending[0]?.fail(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await expect(ask()).rejects.toThrow('away')
  pass(1_000)
  void ask()
  expect(pending).toHaveLength(2)
})

test('keys do not wait for one another, and few are remembered', async () => {
  const { ask, pending, questions, pass } = setUp()
  const answers = ['a', 'b', 'c'].map((key) => ask(key))
  for (const [i, { answer }] of pending.entries()) answer(i)
  expect(await Promise.all(answers)).toEqual([0, 1, 2])
  expect(questions.size).toBe(3)
  pass(1_000)
  void ask('d')
  expect(questions.size).toBe(1)
  for (let key = 0; key < 20_000; key += 1) void ask(String(key))
  expect(questions.size).toBeLessThanOrEqual(10_000)
})
