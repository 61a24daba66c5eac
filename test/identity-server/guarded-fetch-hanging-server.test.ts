import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { failure, fakeServer, fetcher, look } from './servers'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

describe('200 exchanges that hang', () => {
  test('keep nobody else waiting, and leave nothing behind', async () => {
    const { fake, server } = await fakeServer()
    const { fake: other, server: otherServer } = await fakeServer()
    const { fetch } = fetcher({ deadlineMs: 3_000 })
    fake.fault('getValidated3pid', 'never answers')
    const hanging = Array.from({ length: 200 }, () => failure(fetch(server, look)))
    await fake.seen(200)

    const started = performance.now()
    await Promise.all(Array.from({ length: 50 }, () => fetch(otherServer, look)))
    expect(performance.now() - started).toBeLessThan(2_500)
    expect(other.requests).toHaveLength(50)

    for (const { reason } of await Promise.all(hanging)) expect(reason).toBe('timeout')
    await fake.idle()
    expect((await failure(fetch(server, look))).reason).toBe('unreachable')
  })

  test('give their memory back', async () => {
    const { fake, server } = await fakeServer()
    const { fetch } = fetcher({ deadlineMs: 500 })
    fake.fault('getValidated3pid', 'never answers')
    const kept: WeakRef<object>[] = []
    const hang = (): Promise<unknown> => {
      const exchange = { ...look }
      kept.push(new WeakRef(exchange))
      return failure(fetch(server, exchange))
    }
    await Promise.all(Array.from({ length: 200 }, hang))
    await fake.idle()
    const alive = () => kept.filter((reference) => reference.deref() !== undefined).length
    const until = performance.now() + 10_000
    while (alive() > 0 && performance.now() < until) {
      // A reference that was looked at holds its object until this turn of the event loop is over.
      await new Promise((next) => setImmediate(next))
      collectGarbage()
    }
    expect(alive()).toBe(0)
  })

  test('more than the bound fail at once', async () => {
    const { fake, server } = await fakeServer()
    const guardedFetch = fetcher({ maxExchanges: 3 })
    fake.fault('getValidated3pid', 'never answers')
    const hanging = Array.from({ length: 3 }, () => failure(guardedFetch.fetch(server, look)))
    expect((await failure(guardedFetch.fetch(server, look))).reason).toBe('busy')
    guardedFetch.close()
    expect((await Promise.all(hanging)).map(({ reason }) => reason)).toEqual(['closed', 'closed', 'closed'])
    await fake.idle()
    fake.fault('getValidated3pid', null)
    expect((await guardedFetch.fetch(server, look)).status).toBe(404)
  })

  test('close ends idle connections, and finds nothing else to end', async () => {
    const { fake, server } = await fakeServer()
    const guardedFetch = fetcher()
    await guardedFetch.fetch(server, look)
    expect(fake.connections()).toBe(1)
    const abort = jest.spyOn(AbortController.prototype, 'abort')
    guardedFetch.close()
    await fake.idle()
    expect(abort).not.toHaveBeenCalled()
    abort.mockRestore()
  })
})
