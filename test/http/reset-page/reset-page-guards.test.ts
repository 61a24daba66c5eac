import { memoryStore, type PasswordResetOptions } from '../../../lib'
import { createLanguages } from '../../../lib/messages/languages/languages'
import { wrongCode } from '../flow'
import { hostKinds, plainHost } from '../../host/host'
import { askFor, emailForm, fromOwnPage, origin, passwords, Person, reachPasswordForm, startResetHost } from './person'

const { resetPages: words } = createLanguages().wordsFor('en')

describe('where a form comes from', () => {
  const own: [string, object][] = [
    ['Origin', { Origin: origin }],
    ['Origin and Sec-Fetch-Site', fromOwnPage],
    ['Sec-Fetch-Site alone', { 'Sec-Fetch-Site': 'same-origin' }],
    ['Referer alone', { Referer: `${origin}/reset` }],
  ]
  test.each(own)('%s: of this server', async (_name, headers) => {
    const host = await startResetHost(plainHost)
    const person = new Person(host)
    await person.open('/reset')
    await person.press(person.form('/email'), emailForm, headers)
    expect(person.answer.text).toContain(words.link.email.title)
    expect(host.outbox.messages).toHaveLength(1)
  })

  const others: [string, object][] = [
    ['none of them', {}],
    ['another origin', { Origin: 'https://evil.example' }],
    ['another port', { Origin: `${origin}:8443` }],
    ['another scheme', { Origin: 'http://matrix.example.org' }],
    ['no origin', { Origin: 'null' }],
    ['an own Origin with another Sec-Fetch-Site', { Origin: origin, 'Sec-Fetch-Site': 'same-site' }],
    ['another Origin with an own Referer', { Origin: 'https://evil.example', Referer: `${origin}/reset` }],
    ['Sec-Fetch-Site: cross-site, with an own Referer', { 'Sec-Fetch-Site': 'cross-site', Referer: `${origin}/reset` }],
    ['Sec-Fetch-Site: none', { 'Sec-Fetch-Site': 'none' }],
    ['a Referer that only begins alike', { Referer: `${origin}.evil.example/reset` }],
    ['a Referer that is no URL', { Referer: '/reset' }],
  ]
  test.each(others)('%s: 403, and nothing changes', async (_name, headers) => {
    const host = await startResetHost(plainHost)
    const person = await reachPasswordForm(host)
    const cookies = [...person.jar]
    const messages = host.outbox.messages.length
    const passwordForm = person.form('/password')
    await person.press(passwordForm, passwords, headers)
    expect(person.answer.status).toBe(403)
    expect(person.answer.text).toContain(words.forbidden.title)
    for (const end of ['email', 'msisdn', 'again', 'code', 'start-again']) {
      const form = { method: 'post', action: `/reset/${end}`, fields: {}, inputs: [] }
      expect(await person.press(form, emailForm, headers)).toMatchObject({ status: 403 })
    }
    expect([...person.jar]).toEqual(cookies)
    expect(host.changes).toEqual([])
    expect(host.outbox.messages).toHaveLength(messages)
    await person.press(passwordForm, passwords)
    expect(host.changes).toHaveLength(1)
  })
})

describe.each(hostKinds)('the cookie, on a host $name', (kind) => {
  test('is for this host alone, for no script, sealed, and gone when done', async () => {
    const host = await startResetHost(kind)
    const person = await reachPasswordForm(host)
    const [cookie = ''] = person.cookies
    expect(cookie).toMatch(/^__Host-reset-[\w-]{16}=/)
    for (const attribute of ['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure'])
      expect(cookie.split('; ')).toContain(attribute)
    expect(cookie).not.toMatch(/Domain/i)
    const maxAge = person.cookies.map((one) => Number(/Max-Age=(\d+)/.exec(one)?.[1]))
    expect(maxAge[0]).toBeLessThanOrEqual(60 * 60)
    expect(maxAge.at(-1)).toBeLessThanOrEqual(30 * 60)
    await person.press(person.form('/password'), passwords)
    expect(person.cookies.at(-1)).toMatch(/^__Host-reset-[\w-]{16}=; Path=\/; Max-Age=0/)
  })

  test('two of one name count as none', async () => {
    const host = await startResetHost(kind)
    const person = await reachPasswordForm(host)
    const [[name = '', value = ''] = []] = person.jar
    const both = { Cookie: `${name}=${value}; other=1; ${name}=${value}`, Accept: 'text/html' }
    const page = await host.raw({ method: 'GET', path: host.at('/reset/password'), headers: both })
    expect(page.text).toContain(words.nothingToGoOn.title)
    const post = { method: 'post', action: host.at('/reset/password'), fields: {}, inputs: [] }
    await person.press(post, passwords, { ...fromOwnPage, ...both })
    expect(host.changes).toEqual([])
  })

  test('no URL and no page holds a client_secret, and no page has CORS headers', async () => {
    const host = await startResetHost(kind)
    const person = new Person(host)
    const { code } = await askFor(person, host, 'msisdn')
    const texts = [person.answer.text]
    for (const step of [
      { '/code': { token: wrongCode(code) } },
      { '/code': { token: code } },
      { '/password': passwords },
    ]) {
      const [[end = '', filledIn = {}] = []] = Object.entries(step)
      await person.press(person.form(end), filledIn as Record<string, string>)
      texts.push(person.answer.text)
      expect(Object.keys(person.answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(person.answer.headers).toMatchObject({
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      })
    }
    for (const text of texts) expect(text).not.toContain('client_secret')
    for (const url of person.urls) expect(url).not.toMatch(/client_secret|sid=|token=|example\.org|@/)
  })
})

describe('a sealed text of another use, or of another server', () => {
  const secret = 'a secret of thirty-two characters'
  const shared = (more: Partial<PasswordResetOptions> = {}) => ({ store: memoryStore(), secret, ...more })

  test('a cookie of another path or another server is none', async () => {
    const options = shared()
    const host = await startResetHost(plainHost, options)
    const person = await reachPasswordForm(host)
    const [[name = '', value = ''] = []] = person.jar
    const elsewhere = await startResetHost(plainHost, { ...options, resetPage: { path: '/forgotten' } })
    const other = new Person(elsewhere)
    await askFor({ open: async () => other.open('/forgotten') } as unknown as Person, elsewhere, 'email').catch(
      () => undefined,
    )
    await other.press(other.form('/email'), emailForm)
    const [[otherName = ''] = []] = other.jar
    expect(otherName).not.toBe(name)
    other.jar.set(otherName, value)
    await other.open('/forgotten/password')
    expect(other.answer.text).toContain(words.nothingToGoOn.title)
  })

  test('the last page is shown to nobody who was not there', async () => {
    const host = await startResetHost(plainHost, shared())
    const person = await reachPasswordForm(host)
    const [[, value = ''] = []] = person.jar
    await new Person(host).open('/reset/done')
    const stranger = new Person(host)
    for (const given of ['', 'x', value]) {
      await stranger.open(`/reset/done?${new URLSearchParams({ result: given }).toString()}`)
      expect(stranger.answer.text).toContain(words.ask.title)
    }
  })

  test('with a new secret in front of the old one everybody goes on', async () => {
    const options = shared()
    const before = await startResetHost(plainHost, options)
    const person = new Person(before)
    const { link } = await askFor(person, before, 'email')
    const after = await startResetHost(plainHost, { ...options, secret: ['another secret of 32 characters..', secret] })
    const later = new Person(after)
    await later.openLink(link)
    await later.press(later.form('/confirm'))
    await later.press(later.form('/password'), passwords)
    expect(later.answer.text).toContain(words.done.title)
    expect(after.changes).toHaveLength(1)
  })
})

describe('methods and paths', () => {
  test('HEAD is the GET; other methods are 405, OPTIONS too; what is not known falls through', async () => {
    const host = await startResetHost(plainHost)
    expect(await host.raw({ method: 'HEAD', path: '/reset' })).toMatchObject({ status: 200, text: '' })
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(await host.raw({ method, path: '/reset' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    expect(await host.raw({ method: 'POST', path: '/reset', body: '' })).toMatchObject({ status: 405 })
    for (const path of ['/reset/other', '/reset/', '/resets'])
      expect(await host.raw({ method: 'GET', path })).toMatchObject({ status: 404, body: { fellThrough: path } })
  })

  test('a GET of any path changes nothing, cookie or none', async () => {
    const host = await startResetHost(plainHost)
    const person = await reachPasswordForm(host)
    const cookies = [...person.jar]
    for (const end of ['', '/email', '/msisdn', '/sent', '/again', '/code', '/start-again', '/done', '/password'])
      expect(await person.open(`/reset${end}`)).toMatchObject({ status: 200 })
    expect([...person.jar]).toEqual(cookies)
    expect(host.outbox.messages).toHaveLength(1)
    await person.press(person.form('/password'), passwords)
    expect(host.changes).toHaveLength(1)
  })

  test('"start again" on every page deletes the cookie', async () => {
    const host = await startResetHost(plainHost)
    const person = new Person(host)
    await askFor(person, host, 'msisdn')
    await person.press(person.form('/start-again'))
    expect(person.jar.size).toBe(0)
    expect(person.answer.text).toContain(words.ask.title)
  })
})
