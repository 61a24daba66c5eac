import { createLanguages } from '../../../lib/messages/languages/languages'
import { plainHost } from '../../host/host'
import { startRedisServer, type RedisServer } from '../../redis/redis-server'
import { askFor, passwords, Person, reachPasswordForm, startResetHost } from './person'

const { resetPages: words } = createLanguages().wordsFor('en')
const secret = 'a secret of thirty-two characters'

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())

test('a person goes on at another process, with one Redis and one secret', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(() => startResetHost(plainHost, { redis: server.connect(), secret })),
  )
  if (!one || !other) throw new Error('There are two of them')
  const asking = new Person(one)
  const { link } = await askFor(asking, one, 'email')
  const opening = new Person(other)
  await opening.openLink(link)
  await opening.press(opening.form('/confirm'))
  const later = new Person(one)
  for (const [name, value] of opening.jar) later.jar.set(name, value)
  await later.open('/reset/password')
  await later.press(later.form('/password'), passwords)
  expect(later.answer.text).toContain(words.done.title)
  expect(one.changes).toHaveLength(1)
})

test('the cookie alone is no session: what Redis lost is over', async () => {
  const host = await startResetHost(plainHost, { redis: server.connect(), secret })
  const person = await reachPasswordForm(host)
  await server.flush()
  await person.press(person.form('/password'), passwords)
  expect(person.answer.status).toBe(400)
  expect(person.answer.text).toContain(words.passwordOver.title)
  await person.open('/reset/password')
  expect(person.answer.text).toContain(words.nothingToGoOn.title)
  expect(person.jar.size).toBe(0)
  expect(host.changes).toEqual([])
})
