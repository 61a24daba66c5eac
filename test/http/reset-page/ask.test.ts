import { outbox, SendError, type Outbox } from '../../../lib'
import { createLanguages } from '../../../lib/messages/languages/languages'
import { wrongCode } from '../flow'
import { plainHost } from '../../host/host'
import { askFor, fromOwnPage, passwords, Person, startResetHost } from './person'

const { pages: shared, resetPages: words } = createLanguages().wordsFor('en')
const minuteMs = 60_000

describe('after a dead session', () => {
  test('"new code" begins one with a secret of its own, and it works', async () => {
    const host = await startResetHost(plainHost)
    const person = new Person(host)
    const { code } = await askFor(person, host, 'msisdn')
    for (let step = 1; step <= 5; step += 1) await person.press(person.form('/code'), { token: wrongCode(code, step) })
    expect(person.answer.text).toContain(words.over['too-many-tries'].title)
    await person.reload()
    expect(person.answer.text).toContain(words.over['too-many-tries'].title)
    await person.press(person.form('/again'))
    expect(host.outbox.messages).toHaveLength(2)
    await person.press(person.form('/code'), { token: String(host.outbox.messages[1]?.code) })
    await person.press(person.form('/password'), passwords)
    expect(person.answer.text).toContain(words.done.title)
  })

  test('loading a page anew sends nothing, and uses up no try', async () => {
    const host = await startResetHost(plainHost)
    const person = new Person(host)
    const { code } = await askFor(person, host, 'msisdn')
    await person.press(person.form('/code'), { token: wrongCode(code) })
    for (let time = 0; time < 10; time += 1) await person.reload()
    expect(person.answer.text).toContain(shared.code.wrong)
    await person.press(person.form('/code'), { token: 'no digits' })
    expect(person.answer.text).toContain(shared.code.notACode(6))
    expect(host.outbox.messages).toHaveLength(1)
    await person.press(person.form('/code'), { token: code })
    expect(person.answer.text).toContain(words.password.title)
  })

  test('after "this was not me" a stranger who asked has nothing, and "send again" begins anew', async () => {
    const host = await startResetHost(plainHost)
    const [person, owner] = [new Person(host), new Person(host)]
    const { link } = await askFor(person, host, 'email')
    await owner.openLink(link)
    const [, notMe] = owner.forms
    if (notMe) await owner.press(notMe)
    expect(owner.answer.text).toContain(shared.notMeDone.password.email.stopped.title)
    await person.press(person.form('/again'))
    expect(host.outbox.messages).toHaveLength(2)
    expect(host.outbox.messages[1]?.links[0]).not.toContain(new URL(link).searchParams.get('sid'))
  })

  test('"send again" of a pending one stays within it', async () => {
    const host = await startResetHost(plainHost)
    const person = new Person(host)
    const { link } = await askFor(person, host, 'email')
    await person.press(person.form('/again'))
    expect(person.answer.text).toContain(words.link.email.askedAgain)
    const again = host.outbox.messages[1]?.links[0] ?? ''
    expect(new URL(again).searchParams.get('sid')).toBe(new URL(link).searchParams.get('sid'))
  })
})

/** Senders of which each fails as long as `isDown`. */
function failingSenders() {
  const provider = outbox()
  const state = { isDown: false }
  const sender = <Name extends 'email' | 'sms'>(name: Name) => ({
    send: (message: Parameters<Outbox[Name]['send']>[0]): Promise<void> => {
      if (state.isDown) return Promise.reject(new SendError('unavailable', 'nobody is there'))
      return (provider[name].send as (message: object) => Promise<void>)(message)
    },
  })
  const options = { email: { sender: sender('email') }, sms: { sender: sender('sms') } }
  return { options, state, messages: provider.messages }
}

describe.each([
  ['email', words.link.email],
  ['msisdn', words.code.msisdn],
] as const)('asked again by %s, a send that fails', (how, said) => {
  test('is said on the page and reported, and the next one is of the same session and works', async () => {
    const { options, state, messages } = failingSenders()
    const host = await startResetHost(plainHost, options)
    const person = new Person(host)
    await askFor(person, host, how)
    state.isDown = true
    await person.press(person.form('/again'))
    expect(person.answer.status).toBe(200)
    expect(person.answer.text).toContain(said.wasNotSent)
    expect(person.answer.text).not.toContain(said.askedAgain)
    expect(host.logLines.join()).toContain('nobody is there')
    const errcode = how === 'email' ? 'M_EMAIL_SEND_ERROR' : 'M_SEND_ERROR'
    expect(host.events).toContainEqual({ type: 'refused', route: '/reset', status: 502, errcode })
    expect(messages).toHaveLength(1)
    await person.reload()
    expect(person.answer.text).toContain(said.wasNotSent)

    state.isDown = false
    await person.press(person.form('/again'))
    expect(person.answer.text).toContain(said.askedAgain)
    expect(person.answer.text).not.toContain(said.wasNotSent)
    expect(messages).toHaveLength(2)
    const { links, code = '' } = messages[1]!
    if (how === 'email') {
      const sidOf = (link = '') => new URL(link).searchParams.get('sid')
      expect(sidOf(links[0])).toBe(sidOf(messages[0]?.links[0]))
      await person.openLink(links[0] ?? '')
      await person.press(person.form('/confirm'))
    } else {
      await person.press(person.form('/code'), { token: code })
    }
    expect(person.answer.text).toContain(words.password.title)
  })

  test('because the address may no longer be used is said beside the field, with what was typed', async () => {
    let isAllowed = true
    const host = await startResetHost(plainHost, { allow3pid: () => isAllowed })
    const person = new Person(host)
    await askFor(person, host, how)
    isAllowed = false
    await person.press(person.form('/again'))
    expect(person.answer.status).toBe(403)
    expect(person.answer.text).toContain(words.ask.problem[how].denied.replaceAll("'", '&#39;'))
    expect(person.answer.text).toContain(how === 'email' ? 'value="alice@example.org"' : 'value="+447400123456"')
    expect(host.outbox.messages).toHaveLength(1)
  })
})

describe('what is asked', () => {
  test.each([
    ['no address', { email: 'nobody' }, 400, words.ask.problem.email.invalid],
    ['nothing', { email: '' }, 400, words.ask.problem.email.invalid],
    ["nobody's", { email: 'nobody@example.org' }, 400, words.ask.problem.email.unknown],
    ['a denied one', { email: 'bob@example.org' }, 403, words.ask.problem.email.denied],
  ])('%s is said beside the field', async (_name, filledIn, status, said) => {
    const contexts: object[] = []
    const host = await startResetHost(plainHost, {
      allow3pid: ({ address, via, flow }) => {
        contexts.push({ via, flow })
        return address !== 'bob@example.org'
      },
    })
    const person = new Person(host)
    await askFor(person, host, 'email', filledIn)
    expect(person.answer.status).toBe(status)
    expect(person.answer.text).toContain(said.replaceAll("'", '&#39;'))
    if (filledIn.email !== '') expect(person.answer.text).toContain(`value="${filledIn.email}"`)
    expect(host.outbox.messages).toEqual([])
    expect(person.jar.size).toBe(0)
    for (const one of contexts) expect(one).toEqual({ via: 'page', flow: 'password' })
  })

  test("concealed, nobody's address is answered as somebody's", async () => {
    const host = await startResetHost(plainHost, { unknownThreepid: 'conceal' })
    const [one, other] = [new Person(host), new Person(host)]
    await askFor(one, host, 'email')
    await askFor(other, host, 'email', { email: 'another@example.org' })
    expect(other.answer.text).toBe(one.answer.text)
    expect(other.answer.text).toContain(
      words.link.email
        .sentIfKnown({ value: 'a…@example.org' })
        .map((part) => (typeof part === 'string' ? part : `<bdi dir="ltr">${part.value}</bdi>`))
        .join(''),
    )
  })

  test('limits are as for clients: a page with 429, and the wait', async () => {
    const limit = { max: 1, windowMs: minuteMs }
    const limits = { requestTokenPerNetwork: limit, submitTokenPerNetwork: limit, accountPasswordPerNetwork: limit }
    const host = await startResetHost(plainHost, { limits })
    const person = new Person(host)
    const { code } = await askFor(person, host, 'msisdn')
    const expectLimited = () => {
      expect(person.answer).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
      expect(person.answer.text).toContain(shared.limited.title)
    }
    const codeForm = person.form('/code')
    await person.press(person.form('/again'))
    expectLimited()
    await person.press(codeForm, { token: wrongCode(code) })
    await person.press(codeForm, { token: code })
    expectLimited()
    const stranger = new Person(host)
    const post = { method: 'post', action: '/reset/password', fields: {}, inputs: [] }
    expect(await stranger.press(post, passwords)).toMatchObject({ status: 400 })
    expect(await stranger.press(post, passwords)).toMatchObject({ status: 429 })
  })

  test('a password form that cannot be read counts like any', async () => {
    const limits = { accountPasswordPerNetwork: { max: 2, windowMs: minuteMs } }
    const host = await startResetHost(plainHost, { limits })
    const send = (body: string) =>
      host.raw({ method: 'POST', path: '/reset/password', headers: { ...fromOwnPage, Accept: 'text/html' }, body })
    expect(await send('{')).toMatchObject({ status: 400 })
    expect(await send(' '.repeat(16 * 1024 + 1))).toMatchObject({ status: 413 })
    for (const body of ['{', '{}']) expect(await send(body)).toMatchObject({ status: 429 })
  })
})
