import { pathOf, formsOf, type PageForm } from '../flow'
import type { HttpAnswer } from '../../host/exchange'
import { startHost, type HostKind, type HostOptions, type TestHost } from '../../host/host'

export const origin = 'https://matrix.example.org'

/** Where forms of a page say that they come from, as browsers do. */
export const fromOwnPage = { Origin: origin, 'Sec-Fetch-Site': 'same-origin' } as const

export interface Visit {
  /** Of the last answer. */
  readonly path: string
  readonly answer: HttpAnswer
}

/** A browser without scripts: it keeps cookies, and follows redirects. */
export class Person {
  readonly jar = new Map<string, string>()
  /** Every URL that it was at, in order. */
  readonly urls: string[] = []
  /** Every `Set-Cookie` that came. */
  readonly cookies: string[] = []
  visit: Visit | undefined

  constructor(
    private readonly host: TestHost,
    private readonly language = 'en',
  ) {}

  get answer(): HttpAnswer {
    if (!this.visit) throw new Error('It has been nowhere yet')
    return this.visit.answer
  }

  get forms(): readonly PageForm[] {
    return formsOf(this.answer.text)
  }

  /** The form whose target ends so. */
  form(end: string): PageForm {
    const found = this.forms.find(({ action }) => action.endsWith(end))
    if (!found) throw new Error(`There is no form to ${end} among ${this.forms.map(({ action }) => action).join(', ')}`)
    return found
  }

  async open(path: string): Promise<HttpAnswer> {
    return this.go('GET', path)
  }

  /** The link of a message, in this browser. */
  async openLink(link: string): Promise<HttpAnswer> {
    return this.go('GET', pathOf(link))
  }

  async reload(): Promise<HttpAnswer> {
    return this.go('GET', this.visit?.path ?? '')
  }

  async press(form: PageForm, filledIn: Readonly<Record<string, string>> = {}, headers: object = fromOwnPage) {
    const fields = new URLSearchParams({ ...form.fields, ...filledIn }).toString()
    if (form.method === 'get') return this.go('GET', fields === '' ? form.action : `${form.action}?${fields}`)
    return this.go('POST', form.action, fields, headers)
  }

  private async go(method: string, path: string, body?: string, more: object = {}): Promise<HttpAnswer> {
    this.urls.push(path)
    const answer = await this.host.raw({
      method,
      path,
      headers: {
        Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        'Accept-Language': this.language,
        ...(this.jar.size > 0 && { Cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...more,
      },
      ...(body !== undefined && { body }),
    })
    this.keep(answer.headers['set-cookie'] ?? [])
    const { location } = answer.headers
    if ([302, 303].includes(answer.status) && location?.startsWith('/')) return this.go('GET', location)
    this.visit = { path, answer }
    return answer
  }

  private keep(cookies: readonly string[]): void {
    this.cookies.push(...cookies)
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/Max-Age=0/.test(cookie)) this.jar.delete(name)
      else this.jar.set(name, value)
    }
  }
}

/** A host with a reset page. */
export async function startResetHost(kind: HostKind, options: HostOptions = {}): Promise<TestHost> {
  return startHost(kind, { resetPage: {}, ...options })
}

export const emailForm = { email: 'alice@example.org' }
export const numberForm = { phone_number: '07400 123456' }
export const newPassword = 'correct horse battery staple'
export const passwords = { new_password: newPassword, new_password_again: newPassword, logout_devices: 'true' }

/** Asks for a link by email, or for a code by SMS. */
export async function askFor(
  person: Person,
  host: TestHost,
  how: 'email' | 'msisdn',
  filledIn?: Record<string, string>,
) {
  await person.open(host.at('/reset'))
  await person.press(person.form(`/${how}`), filledIn ?? (how === 'email' ? emailForm : numberForm))
  const { links, code } = host.outbox.messages.at(-1) ?? { links: [] }
  return { link: links[0] ?? '', code: code ?? '' }
}

/** Until the password form is there. */
export async function reachPasswordForm(host: TestHost, how: 'email' | 'msisdn' = 'email'): Promise<Person> {
  const person = new Person(host)
  const { link, code } = await askFor(person, host, how)
  if (how === 'email') {
    await person.openLink(link)
    await person.press(person.form('/confirm'))
  } else {
    await person.press(person.form('/code'), { token: code })
  }
  return person
}
