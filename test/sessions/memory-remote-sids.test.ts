import { StoreUnavailableError } from '../../lib'
import { RemoteSids } from '../../lib/sessions/memory-remote-sids'

const session = { addressTag: 'address', tripleTag: 'triple', generation: 'one' }
const bind = (sids: RemoteSids, key: string, now: number) => sids.bind({ key, session, lifetimeMs: 5_000 }, now)

test('past the bound no more are taken, and none that is known is forgotten', () => {
  const sids = new RemoteSids(2)
  expect([bind(sids, 'a', 10_000), bind(sids, 'b', 10_000)]).toEqual([true, true])
  expect(() => bind(sids, 'c', 12_000)).toThrow(StoreUnavailableError)
  expect(sids.find('a', 12_000)).toEqual(session)
  expect(bind(sids, 'a', 12_000)).toBe(true)
})

test('those that have expired make room', () => {
  const sids = new RemoteSids(2)
  bind(sids, 'a', 10_000)
  bind(sids, 'b', 10_000)
  expect(bind(sids, 'c', 15_000)).toBe(true)
  expect([sids.find('a', 15_000), sids.find('c', 15_000)]).toEqual([null, session])
})

test.each(['addressTag', 'tripleTag', 'generation'])(
  'another %s is another session, until the first expires',
  (tag) => {
    const sids = new RemoteSids(2)
    bind(sids, 'a', 10_000)
    const other = { ...session, [tag]: 'another' }
    expect(sids.bind({ key: 'a', session: other, lifetimeMs: 5_000 }, 14_999)).toBe(false)
    expect(sids.bind({ key: 'a', session: other, lifetimeMs: 5_000 }, 15_000)).toBe(true)
  },
)
