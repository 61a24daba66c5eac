import { answering, startProvider, type ProviderServer, type ReceivedRequest, type Reply } from './http-server'

/** The body of `POST /v3/mail/send`, as far as a sender of one mail uses it. */
export interface MailSendBody {
  readonly personalizations: readonly { readonly to: readonly { readonly email: string }[] }[]
  readonly from: { readonly email: string; readonly name?: string }
  readonly subject: string
  readonly content: readonly { readonly type: string; readonly value: string }[]
  readonly headers?: Readonly<Record<string, string>>
  readonly reply_to?: { readonly email: string; readonly name?: string }
  readonly categories?: readonly string[]
  readonly mail_settings?: Readonly<Record<string, { readonly enable: boolean }>>
  readonly tracking_settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface SendgridServer extends ProviderServer {
  /** The mails that were taken, oldest first. */
  readonly mails: readonly MailSendBody[]
}

/**
 * Stands for SendGrid's v3 API: takes a mail that is as "Mail Send" documents it (202 without a body), answers 401 for
 * another key and 400 with what is wrong for another mail, all in SendGrid's form. "Retrieve a list of scopes" answers
 * `scopes`.
 */
export async function startSendgridServer(
  apiKey: string,
  scopes: readonly string[] = ['mail.send'],
): Promise<SendgridServer> {
  const mails: MailSendBody[] = []
  const take: Reply = (request, response) => {
    if (request.method === 'GET' && request.url === '/v3/scopes' && keyOf(request) === apiKey) {
      answering(200, { scopes })(request, response)
      return
    }
    const refusal = refusalOf(request, apiKey)
    if (refusal === undefined) mails.push(JSON.parse(request.body) as MailSendBody)
    response.writeHead(refusal?.status ?? 202, { 'content-type': 'application/json' })
    response.end(refusal && JSON.stringify({ errors: [{ message: refusal.message, field: null, help: null }] }))
  }
  return Object.assign(await startProvider(take), { mails })
}

const knownFields = new Set([
  'personalizations',
  'from',
  'reply_to',
  'subject',
  'content',
  'headers',
  'categories',
  'mail_settings',
  'tracking_settings',
])
const knownMailSettings = new Set(['bypass_unsubscribe_management', 'bypass_spam_management'])
const reservedHeaders =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i

function refusalOf(request: ReceivedRequest, apiKey: string): { status: number; message: string } | undefined {
  if (keyOf(request) !== apiKey) return { status: 401, message: 'authorization required' }
  if (request.method !== 'POST' || request.url !== '/v3/mail/send') return { status: 404, message: 'not found' }
  if (request.headers['content-type'] !== 'application/json') return { status: 415, message: 'content type' }
  const wrong = wrongIn(JSON.parse(request.body) as MailSendBody)
  return wrong === undefined ? undefined : { status: 400, message: wrong }
}

function keyOf({ headers }: ReceivedRequest): string | undefined {
  return /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1]
}

function wrongIn(body: MailSendBody): string | undefined {
  const unknown = Object.keys(body).find((field) => !knownFields.has(field))
  if (unknown !== undefined) return `${unknown} is not expected`
  if (body.personalizations.length !== 1) return 'one personalization is expected'
  const personalization = body.personalizations[0]
  if (personalization === undefined || Object.keys(personalization).join() !== 'to') return 'a personalization has `to`'
  if (personalization.to.length !== 1) return 'one recipient is expected'
  const setting = Object.entries(body.mail_settings ?? {}).find(
    ([name, value]) => !knownMailSettings.has(name) || typeof value.enable !== 'boolean',
  )
  if (setting !== undefined) return `${setting[0]} is not a mail setting`
  const categories = body.categories ?? []
  if (categories.length > 10 || new Set(categories).size < categories.length) return 'ten unique categories at most'
  const addresses = [
    body.from.email,
    body.reply_to?.email ?? body.from.email,
    ...personalization.to.map(({ email }) => email),
  ]
  const bad = addresses.find((address) => !/^[!-;=?-~]+@[!-;=?-~]+$/.test(address))
  if (bad !== undefined) return `Does not contain a valid address: ${bad}`
  if (body.subject === '') return 'The subject is required'
  if (body.content.map(({ type }) => type).join() !== 'text/plain,text/html') return 'text/plain comes before text/html'
  if (body.content.some(({ value }) => value === '')) return 'content must have one character at least'
  const header = Object.keys(body.headers ?? {}).find((name) => reservedHeaders.test(name))
  return header === undefined ? undefined : `${header} can not be set`
}
