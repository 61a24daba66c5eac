import { withDeadline } from './deadline'
import { failureOfAnswer } from './http-answer'
import type { Mailbox } from './mailbox'
import { checkEmail, type CheckedEmail } from './message-check'
import { OptionCheck } from './options'
import { loadPeer } from './peer'
import { SendError, type EmailSender } from './sender'

export { SendError }
export type { EmailMessage, EmailSender, SendFailure } from './sender'

export interface SendgridSenderOptions {
  /** An API key that may send mail ("Mail Send"). */
  readonly apiKey: string
  /** The verified sender: `password-reset@example.org` or `Name <password-reset@example.org>`. */
  readonly from: string
  /** Where the API is: `https://api.eu.sendgrid.com` for a subuser in the EU. Default: `https://api.sendgrid.com`. */
  readonly baseUrl?: string
  /** How long one send may take in all, in milliseconds, from 1,000; less than `tokens.sendLeaseMs`. Default: 15,000. */
  readonly timeoutMs?: number
}

/**
 * Sends mail through SendGrid's v3 API. Clicks and openings are not tracked, whatever the account's settings: a tracked
 * link would pass the token through another server, and be fetched by it. `@sendgrid/mail` must be installed.
 *
 * `send` rejects with a `SendError`.
 *
 * @throws TypeError where an option is wrong, missing or unknown; Error where `@sendgrid/mail` is not installed
 */
export function sendgridSender(options: SendgridSenderOptions): EmailSender {
  const check = new OptionCheck('sendgridSender', options, ['apiKey', 'from', 'baseUrl', 'timeoutMs'])
  const account = {
    apiKey: check.secret('apiKey', 'give an API key of SendGrid (Settings, API Keys)'),
    baseUrl: check.baseUrl('baseUrl', 'https://api.sendgrid.com'),
  }
  const from = check.mailbox('from')
  const timeoutMs = check.timeoutMs('timeoutMs')
  const { MailService } = loadPeer('sendgridSender', '@sendgrid/mail') as SendgridMail

  return {
    async send(message) {
      const mail = requestOf(from, checkEmail(message))
      await withDeadline(timeoutMs, async (signal) => {
        try {
          await prepare(new MailService(), account, signal).send(mail)
        } catch (error) {
          throw failureOf(error)
        }
      })
    },
  }
}

/** What is used of `@sendgrid/mail`; its own types hide the client that a `MailService` holds. */
interface SendgridMail {
  readonly MailService: new () => MailService
}
interface MailService {
  readonly client: SendgridClient
  send(mail: ReturnType<typeof requestOf>): Promise<unknown>
}
interface SendgridClient {
  setDefaultHeader(name: string, value: string): unknown
  setDefaultRequest(request: Readonly<Record<string, unknown>>): unknown
  request(request: Readonly<Record<string, unknown>>): Promise<unknown>
}

const longestAnswerBytes = 64 * 1024

/** One service for each send: the package's own instance is shared by all of its users, and a client knows one signal. */
function prepare(service: MailService, account: { apiKey: string; baseUrl: string }, signal: AbortSignal): MailService {
  const { client } = service
  // In place of `setApiKey`, which sets the base URL back and writes to the console about keys that don't start with 'SG.'.
  client.setDefaultHeader('Authorization', `Bearer ${account.apiKey}`)
  client.setDefaultRequest({
    baseUrl: account.baseUrl,
    signal,
    maxRedirects: 0,
    maxContentLength: longestAnswerBytes,
  })
  // The service puts a mail's headers on the HTTP request too: an `Authorization` among them would take the key's place.
  const post = client.request.bind(client)
  client.request = (request) => post({ ...request, headers: {} })
  return service
}

/** As the v3 API's "Mail Send" has it. Addresses go as objects: strings would be parsed for names once more. */
function requestOf(from: Mailbox, { to, subject, text, html, headers }: CheckedEmail) {
  return {
    from: from.name === '' ? { email: from.address } : { email: from.address, name: from.name },
    to: { email: to },
    subject,
    content: [
      { type: 'text/plain', value: text },
      { type: 'text/html', value: html },
    ],
    headers: { ...headers },
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
      ganalytics: { enable: false },
    },
  }
}

/** Nothing of the library's error is kept: it holds the request with the key, and the answer with the address. */
function failureOf(error: unknown): SendError {
  const { code, response } = (error ?? {}) as { code?: unknown; response?: { status?: unknown; headers?: unknown } }
  const status = typeof code === 'number' ? code : response?.status
  if (typeof status === 'number') {
    return failureOfAnswer('SendGrid', { status, header: (name) => headerOf(response?.headers, name) })
  }
  const reason = typeof code === 'string' && /^[A-Z_0-9]{1,40}$/.test(code) ? code : 'no answer'
  return new SendError('unavailable', `SendGrid could not be reached: ${reason}`, { code: reason })
}

function headerOf(headers: unknown, name: string): string | undefined {
  const value = (headers as Readonly<Record<string, unknown>> | undefined)?.[name]
  return typeof value === 'string' ? value : undefined
}
