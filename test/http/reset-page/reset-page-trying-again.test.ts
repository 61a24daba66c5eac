import { MatrixError } from '../../../lib'
import { createLanguages } from '../../../lib/messages/languages/languages'
import { faultyStore } from '../../faults/faulty-store'
import { plainHost } from '../../host/host'
import { askFor, emailForm, passwords, Person, reachPasswordForm, startResetHost } from './person'

const { pages: shared, resetPages: words } = createLanguages().wordsFor('en')

/** The filled button of a page that says to try again: the first of its forms. */
async function tryAgain(person: Person): Promise<void> {
  const [first] = person.forms
  if (!first) throw new Error('The page has no form')
  expect(first.method).toBe('get')
  await person.press(first)
}

describe('an outage', () => {
  test('at the first form: the page leads back to it, and nothing was lost', async () => {
    const faulty = faultyStore()
    const host = await startResetHost(plainHost, { store: faulty.store, secret: 'a secret of thirty-two characters' })
    const person = new Person(host)
    await person.open('/reset')
    faulty.fail('begin')
    await person.press(person.form('/email'), emailForm)
    expect(person.answer.status).toBe(503)
    expect(person.answer.text).toContain(shared.unavailable.title)
    faulty.mend()
    await tryAgain(person)
    await person.press(person.form('/email'), emailForm)
    expect(person.answer.text).toContain(words.link.email.title)
    expect(host.outbox.messages).toHaveLength(1)
  })

  test('at the password: the form comes back, and the password can still be set', async () => {
    const faulty = faultyStore()
    const host = await startResetHost(plainHost, { store: faulty.store, secret: 'a secret of thirty-two characters' })
    const person = await reachPasswordForm(host)
    const form = person.form('/password')
    faulty.fail('look')
    await person.press(form, passwords)
    expect(person.answer.status).toBe(503)
    faulty.mend()
    await tryAgain(person)
    expect(person.answer.text).toContain(words.password.title)
    await person.press(person.form('/password'), passwords)
    expect(person.answer.text).toContain(words.done.title)
    expect(host.changes).toHaveLength(1)
  })

  test('at the confirm page: its button repeats the form, and the person goes on', async () => {
    const faulty = faultyStore()
    const host = await startResetHost(plainHost, { store: faulty.store, secret: 'a secret of thirty-two characters' })
    const person = new Person(host)
    const { link } = await askFor(person, host, 'email')
    await person.openLink(link)
    const form = person.form('/confirm')
    faulty.fail('submit')
    await person.press(form)
    expect(person.answer.status).toBe(503)
    faulty.mend()
    await person.press(person.form('/confirm'))
    expect(person.answer.text).toContain(words.password.title)
  })
})

test('past a limit the page leads back to where the person was', async () => {
  const host = await startResetHost(plainHost, { limits: { requestTokenPerNetwork: { max: 1, windowMs: 60_000 } } })
  const person = new Person(host)
  await askFor(person, host, 'email')
  await person.press(person.form('/again'))
  expect(person.answer.status).toBe(429)
  await tryAgain(person)
  expect(person.answer.text).toContain(words.link.email.title)
  expect(host.outbox.messages).toHaveLength(1)
})

/** Presses "Set new password" twice with the same cookies: the second time while `setPassword` runs for the first, which
 * stays pressed until that ends. */
async function pressTwice(setPassword: () => Promise<void>) {
  let begun: () => void = () => undefined
  const isBegun = new Promise<void>((resolve) => (begun = resolve))
  const tellAndSet = () => {
    begun()
    return setPassword()
  }
  const host = await startResetHost(plainHost, { resetPage: { setPassword: tellAndSet } })
  const person = await reachPasswordForm(host)
  const second = new Person(host)
  for (const [name, value] of person.jar) second.jar.set(name, value)
  const form = person.form('/password')
  const first = person.press(form, passwords)
  await isBegun
  await second.press(form, passwords)
  return { person, second, form, first }
}

describe('"Set new password" pressed twice', () => {
  test('sets it once; the second is answered with a page, and the first with the last one', async () => {
    let go: () => void = () => undefined
    const mayGo = new Promise<void>((resolve) => (go = resolve))
    let changes = 0
    const { person, second, form, first } = await pressTwice(() => {
      changes += 1
      return mayGo
    })
    // It's the answer that a browser shows: its words are true whatever becomes of the first.
    expect(second.answer.status).toBe(400)
    expect(second.answer.text).toContain(words.passwordOver.title)
    go()
    await first
    expect(person.answer.text).toContain(words.done.title)
    expect(changes).toBe(1)
    // A third, when all is done.
    await second.press(form, passwords)
    expect(second.answer.text).toContain(words.passwordOver.title)
    // Without a cookie, as it may come from anybody, it is answered with the very same words.
    const { text } = second.answer
    second.jar.clear()
    await second.press(form, passwords)
    expect(second.answer.text).toBe(text)
    expect(changes).toBe(1)
  })

  test('where the first is refused, the browser that was shown the answer to the second still goes on', async () => {
    let refuse: (error: Error) => void = () => undefined
    const isRefused = new Promise<void>((_resolve, reject) => (refuse = reject))
    const { second, first } = await pressTwice(() => isRefused)
    expect(second.answer.text).toContain(words.passwordOver.title)
    refuse(new MatrixError(400, 'M_WEAK_PASSWORD', 'Too weak'))
    await first
    await second.open('/reset/password')
    expect(second.answer.text).toContain(words.password.title)
  })

  test('a refused one can be tried again at once', async () => {
    let isRefused = true
    const setPassword = () => {
      if (isRefused) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'Too weak')
    }
    const host = await startResetHost(plainHost, { resetPage: { setPassword } })
    const person = await reachPasswordForm(host)
    await person.press(person.form('/password'), passwords)
    expect(person.answer.text).toContain('Too weak')
    isRefused = false
    await person.press(person.form('/password'), passwords)
    expect(person.answer.text).toContain(words.done.title)
  })
})
