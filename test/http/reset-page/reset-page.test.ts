import { MatrixError } from '../../../lib'
import { createLanguages } from '../../../lib/messages/languages/languages'
import { hostKinds, plainHost } from '../../host/host'
import { wrongCode } from '../flow'
import { askFor, newPassword, passwords, Person, reachPasswordForm, startResetHost } from './person'

const { pages: shared, resetPages: words } = createLanguages().wordsFor('en')

describe.each(hostKinds)('a reset on the page, on a host $name', (kind) => {
  test('by email in one browser, from beginning to end', async () => {
    const host = await startResetHost(kind)
    const person = new Person(host)
    const { link } = await askFor(person, host, 'email')
    expect(person.answer).toMatchObject({ status: 200 })
    expect(person.answer.text).toContain(words.link.email.title)
    expect(person.answer.text).toContain('a…@example.org')
    await person.openLink(link)
    await person.press(person.form('/confirm'))
    expect(person.answer.text).toContain(words.password.title)
    expect(person.answer.text).toMatch(/value="@alice:localhost"[^>]*readonly|readonly[^>]*value="@alice:localhost"/)
    await person.press(person.form('/password'), passwords)
    expect(person.answer).toMatchObject({ status: 200 })
    expect(person.answer.text).toContain(words.done.title)
    expect(host.changes).toMatchObject([{ userId: '@alice:localhost', newPassword, logoutDevices: true }])
    expect(person.jar.size).toBe(0)
    await person.reload()
    expect(person.answer.text).toContain(words.done.title)
    expect(host.changes).toHaveLength(1)
  })

  test('by SMS in one browser, a wrong code first', async () => {
    const host = await startResetHost(kind)
    const person = new Person(host)
    const { code } = await askFor(person, host, 'msisdn')
    expect(person.answer.text).toContain('…56')
    await person.press(person.form('/code'), { token: wrongCode(code) })
    expect(person.answer.text).toContain(shared.code.wrong)
    await person.press(person.form('/code'), { token: `${code.slice(0, 3)} ${code.slice(3)}` })
    await person.press(person.form('/password'), { ...passwords, logout_devices: '' })
    expect(person.answer.text).toContain(words.done.title)
    expect(host.changes).toMatchObject([{ userId: '@alice:localhost', newPassword, logoutDevices: false }])
  })

  test('a weak password is refused in the words of the host, and the next one is taken', async () => {
    const taken: string[] = []
    const host = await startResetHost(kind, {
      resetPage: {
        setPassword: ({ newPassword: one }) => {
          if (one.length < 12) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 <letters>, please')
          taken.push(one)
        },
        passwordRules: (language) => `12 letters (${language})`,
      },
    })
    const person = await reachPasswordForm(host)
    expect(person.answer.text).toContain('12 letters (en)')
    await person.press(person.form('/password'), { new_password: 'short', new_password_again: 'short' })
    expect(person.answer.status).toBe(400)
    expect(person.answer.text).toContain('At least 12 &lt;letters&gt;, please')
    expect(person.answer.text).not.toContain(' checked')
    await person.press(person.form('/password'), { ...passwords, new_password_again: 'another' })
    expect(person.answer.text).toContain(words.password.different)
    await person.press(person.form('/password'), { new_password: '', new_password_again: '' })
    expect(person.answer.text).toContain(words.password.empty)
    await person.press(person.form('/password'), passwords)
    expect(person.answer.text).toContain(words.done.title)
    expect(taken).toEqual([newPassword])
    expect(host.events.filter(({ type }) => type === 'refused')).toMatchObject([{ errcode: 'M_WEAK_PASSWORD' }])
  })
})

describe('rules of passwords that come later', () => {
  test('are shown once they are there', async () => {
    const rules = async (language: string) => `12 letters (${language})`
    const host = await startResetHost(plainHost, { resetPage: { passwordRules: rules } })
    const person = await reachPasswordForm(host)
    expect(person.answer.text).toContain('12 letters (en)')
  })

  test('and where they fail, the person is told and the log too; the reset stays good', async () => {
    let fails = true
    const rules = () => (fails ? Promise.reject(new Error('no rules')) : undefined)
    const host = await startResetHost(plainHost, { resetPage: { passwordRules: rules } })
    const person = await reachPasswordForm(host)
    expect(person.answer.status).toBe(500)
    expect(host.logLines.join()).toContain('Error: no rules')
    fails = false
    await person.open(host.at('/reset/password'))
    await person.press(person.form('/password'), passwords)
    expect(person.answer.text).toContain(words.done.title)
  })
})

describe('whoever confirms goes on', () => {
  test('the browser that asked says to go on there, and never gets the form', async () => {
    const host = await startResetHost(plainHost)
    const [asking, confirming] = [new Person(host), new Person(host)]
    const { link } = await askFor(asking, host, 'email')
    await confirming.openLink(link)
    const notYet = words.notYet(shared.confirm.password.email.button)
    expect(asking.answer.text).not.toContain(notYet)
    await asking.press(asking.form('/sent'))
    expect(asking.answer.text).toContain(notYet)
    await confirming.press(confirming.form('/confirm'))
    expect(confirming.answer.text).toContain(words.password.title)
    await asking.press(asking.form('/sent'))
    expect(asking.answer.text).not.toContain(notYet)
    await asking.reload()
    expect(asking.answer.text).toContain(words.confirmed.title)
    for (const path of ['/reset/password', '/reset/code', '/reset/sent', '/reset']) {
      await asking.open(path)
      expect(asking.answer.text).not.toContain('name="new_password"')
      expect(asking.answer.text).not.toContain('@alice:localhost')
    }
    const { cookies } = asking
    const post = await asking.press({ method: 'post', action: '/reset/password', fields: {}, inputs: [] }, passwords)
    expect(post.status).toBe(400)
    expect(cookies).not.toHaveLength(0)
    expect(host.changes).toHaveLength(0)
    // The one that confirmed still can, with a confirmed link opened anew too.
    await confirming.openLink(link)
    expect(confirming.answer.text).toContain(shared.confirm.password.email.confirmed.title)
    await confirming.press(confirming.form('/confirm'))
    await confirming.press(confirming.form('/password'), passwords)
    expect(host.changes).toHaveLength(1)
  })

  test("a client's own session gives no cookie", async () => {
    const host = await startResetHost(plainHost)
    const client = { email: 'alice@example.org', client_secret: 'a-client-secret', send_attempt: 1 }
    await host.agent.post(host.requestTokenPath('email')).send(client)
    const person = new Person(host)
    await person.openLink(host.outbox.messages[0]?.links[0] ?? '')
    await person.press(person.form('/confirm'))
    expect(person.answer.text).toContain(shared.done.password.email.title)
    expect(person.cookies).toEqual([])
  })
})
