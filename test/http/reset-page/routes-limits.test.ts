import { createLanguages } from '../../../lib/messages/languages/languages'
import { hostKinds, plainHost } from '../../host/host'
import { askFor, Person, reachPasswordForm, startResetHost } from './person'

const { pages: shared, resetPages: words } = createLanguages().wordsFor('en')
const limit = { max: 3, windowMs: 60_000 }

describe.each(hostKinds)('loading the pages behind the cookie, on a host $name', (kind) => {
  test.each([
    ['the page that says where a link was sent', words.link.email.title, 'email', '/sent'],
    ['the page of a code', words.code.msisdn.title, 'msisdn', '/code'],
  ] as const)('%s: counts for its session alone, as a poll does', async (_name, title, medium, end) => {
    const host = await startResetHost(kind, { limits: { accountPasswordPerSession: limit } })
    const person = new Person(host)
    await askFor(person, host, medium)
    // Sending led to it: it was loaded once.
    for (let time = 1; time < limit.max; time += 1)
      expect((await person.open(host.at(`/reset${end}`))).text).toContain(title)
    for (const path of [`/reset${end}`, '/reset/again'])
      expect(await person.open(host.at(path))).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
    expect(person.answer.text).toContain(shared.limited.title)
    expect(host.events.at(-1)).toMatchObject({ type: 'limited', limit: 'accountPasswordPerSession' })

    const neighbour = new Person(host)
    await askFor(
      neighbour,
      host,
      medium,
      medium === 'email' ? { email: 'bob@example.org' } : { phone_number: '07400 123457' },
    )
    expect(neighbour.answer.text).toContain(title)
  })

  test('the password form: the same', async () => {
    const host = await startResetHost(kind, { limits: { accountPasswordPerSession: limit } })
    const person = await reachPasswordForm(host)
    // The page before it and the form were loaded once each.
    for (let time = 2; time < limit.max; time += 1)
      expect((await person.open(host.at('/reset/password'))).text).toContain(words.password.title)
    expect(await person.open(host.at('/reset/password'))).toMatchObject({ status: 429 })
  })

  test('with a cookie whose session is over: counts for the network, apart from what clients ask', async () => {
    const once = { max: 2, windowMs: 60_000 }
    const limits = { submitTokenPerNetwork: once, accountPasswordPerNetwork: { max: 1, windowMs: 60_000 } }
    const host = await startResetHost(kind, { limits })
    const person = new Person(host)
    await askFor(person, host, 'msisdn')
    await host.passwordReset.revoke({ medium: 'msisdn', address: '447400123456' })
    for (let time = 0; time < once.max; time += 1)
      expect((await person.open(host.at('/reset/code'))).text).toContain(words.over.expired.title)
    expect(await person.open(host.at('/reset/code'))).toMatchObject({ status: 429 })
    expect(await host.agent.post(host.at('/_matrix/client/v3/account/password')).send({})).toMatchObject({
      status: 401,
    })
  })
})

test('by default a person who reloads once a second is never limited, however long', async () => {
  const host = await startResetHost(plainHost, { limits: undefined })
  const person = new Person(host)
  await askFor(person, host, 'email')
  for (let time = 0; time < 90; time += 1) await person.reload()
  expect(person.answer.text).toContain(words.link.email.title)
})

test('without a cookie nothing is looked up, and nothing counted', async () => {
  const none = { max: 1, windowMs: 60_000 }
  const host = await startResetHost(plainHost, {
    limits: { accountPasswordPerSession: none, accountPasswordPerNetwork: none, submitTokenPerNetwork: none },
  })
  const person = new Person(host)
  for (const end of ['', '/sent', '/code', '/password', '/sent', '/code'])
    expect(await person.open(`/reset${end}`)).toMatchObject({ status: 200 })
})
