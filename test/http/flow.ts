import type { Medium } from '../../lib'
import type { HttpAnswer } from '../host/exchange'
import type { TestHost } from '../host/host'

export const clientSecret = 'a-client-secret'

/** What a client keeps of a session that it asked for. */
export interface ClientSession {
  readonly medium: Medium
  readonly sid: string
  readonly client_secret: string
  /** What was sent: the token of a link, or a code. */
  readonly token: string
  /** Of a link: the whole of it. */
  readonly link: string
  /** Of a code. */
  readonly submitUrl: string | undefined
}

/** The body of a good request for a token, for either medium. */
export function tokenRequest(medium: Medium, fields: object = {}): Record<string, unknown> {
  const threepid = medium === 'email' ? { email: 'alice@example.org' } : { country: 'GB', phone_number: '07400 123456' }
  return { ...threepid, client_secret: clientSecret, send_attempt: 1, ...fields }
}

export async function postRequestToken(host: TestHost, medium: Medium, fields: object = {}): Promise<HttpAnswer> {
  return host.agent.post(host.requestTokenPath(medium)).send(tokenRequest(medium, fields))
}

/** Asks for a token, and takes it out of the message that was sent. */
export async function askForToken(host: TestHost, medium: Medium, fields: object = {}): Promise<ClientSession> {
  const sentBefore = host.outbox.messages.length
  const response = await postRequestToken(host, medium, fields)
  expect(response).toMatchObject({ status: 200 })
  expect(host.outbox.messages).toHaveLength(sentBefore + 1)
  const { links, code } = host.outbox.messages.at(-1) ?? { links: [] }
  // A mail with a code has a link too: the one that stops the request.
  const link = code === undefined ? (links[0] ?? '') : ''
  return {
    medium,
    sid: String(response.body['sid']),
    client_secret: String(tokenRequest(medium, fields)['client_secret']),
    token: link === '' ? String(code) : String(new URL(link).searchParams.get('token')),
    link,
    submitUrl: response.body['submit_url'] as string | undefined,
  }
}

export function credentialsOf({ sid, client_secret }: ClientSession) {
  return { sid, client_secret }
}

export async function submitToken(host: TestHost, session: ClientSession, fields: object = {}): Promise<HttpAnswer> {
  const { medium, sid, client_secret, token } = session
  return host.agent.post(host.submitTokenPath(medium)).send({ sid, client_secret, token, ...fields })
}

/** A session that its person has proved. */
export async function askAndProve(host: TestHost, medium: Medium, fields: object = {}): Promise<ClientSession> {
  const session = await askForToken(host, medium, fields)
  expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
  return session
}

/** Another code of the same length. */
export function wrongCode(code: string, step = 1): string {
  return String((Number(code) + step) % 10 ** code.length).padStart(code.length, '0')
}

/** The path and query of a URL, as a browser sends them. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

export interface PageForm {
  readonly method: string
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** Names of what a person fills in. */
  readonly inputs: readonly string[]
}

/** The forms of a page, as a browser without scripts understands them. */
export function formsOf(page: string): PageForm[] {
  return [...page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, opening = '', inside = '']) => {
    const elements = [...inside.matchAll(/<(?:input|button)\b([^>]*)>/gs)].map(([, attributes = '']) => attributes)
    const hidden = elements.filter((element) => attribute(element, 'type') === 'hidden')
    const filledIn = elements.filter((element) => attribute(element, 'name') !== undefined && !hidden.includes(element))
    return {
      method: attribute(opening, 'method') ?? 'get',
      action: attribute(opening, 'action') ?? '',
      fields: Object.fromEntries(
        hidden.map((element) => [attribute(element, 'name') ?? '', attribute(element, 'value') ?? '']),
      ),
      inputs: filledIn.map((element) => attribute(element, 'name') ?? ''),
    }
  })
}

function attribute(text: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1]
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Presses a form's button, as a browser does. */
export async function pressButton(host: TestHost, form: PageForm | undefined, filledIn: object = {}) {
  expect(form).toMatchObject({ method: 'post' })
  return host.agent
    .post(form?.action ?? '')
    .set('Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')
    .type('form')
    .send({ ...form?.fields, ...filledIn })
}
