import { createReachability, type Attempt } from '../../lib/identity-server/reachability'

function setUp(maxExchanges = 10) {
  const clock = { now: 1_000 }
  const reachability = createReachability({ pauseMs: 5_000, maxExchanges, now: () => clock.now })
  const start = (server = 'id.example.org'): Attempt => {
    const attempt = reachability.start(server)
    if (typeof attempt === 'string') throw new Error(attempt)
    return attempt
  }
  const fail = (attempt: Attempt) => {
    attempt.unreachable()
    attempt.end()
  }
  return { clock, reachability, start, fail }
}

test('a server that could not be reached is left alone for the pause, and nobody else is', () => {
  const { clock, start, fail } = setUp()
  fail(start())
  clock.now += 4_999
  expect(() => start()).toThrow('unreachable')
  expect(() => start('other.example.org')).not.toThrow()
  clock.now += 1
  expect(() => start()).not.toThrow()
})

test('after the pause there is one probe, and the next a pause later even if it hangs', () => {
  const { clock, start, fail } = setUp()
  fail(start())
  clock.now += 5_000
  const probe = start()
  expect(() => start()).toThrow('unreachable')
  clock.now += 5_000
  const second = start()
  expect(() => start()).toThrow('unreachable')
  second.answered()
  second.end()
  expect(() => start()).not.toThrow()
  fail(probe)
  expect(() => start()).not.toThrow()
})

test('a failure does not count where another exchange was answered meanwhile', () => {
  const { start, fail } = setUp()
  const hanging = start()
  const lucky = start()
  lucky.answered()
  lucky.end()
  fail(hanging)
  expect(() => start()).not.toThrow()
  fail(start())
  expect(() => start()).toThrow('unreachable')
})

test('exchanges at the same time are bounded, for each server', () => {
  const { start } = setUp(2)
  const first = start()
  start()
  expect(() => start()).toThrow('busy')
  expect(() => start('other.example.org')).not.toThrow()
  first.end()
  expect(() => start()).not.toThrow()
  expect(() => start()).toThrow('busy')
})

test('any number of names is forgotten again, but not one in its pause', () => {
  const { clock, reachability, start, fail } = setUp()
  for (let index = 0; index < 1_000; index += 1) {
    fail(start(`host-${String(index)}.example.org`))
    clock.now += 1
  }
  expect(() => start('host-0.example.org')).toThrow('unreachable')
  clock.now += 5_000
  expect(() => start('host-0.example.org')).not.toThrow()
  expect(reachability.remembered()).toBe(1)
})

test('nor one that is being talked to', () => {
  const { start } = setUp(1)
  start()
  for (let index = 0; index < 200; index += 1) start(`host-${String(index)}.example.org`).end()
  expect(() => start()).toThrow('busy')
})
