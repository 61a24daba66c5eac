import { failureOfAnswer } from './http-answer'
import { requestAnswer, type WholeAnswer } from './http-request'
import type { Mailbox } from './mailbox'
import { checkEmail, type CheckedEmail } from './message-check'
import { OptionCheck } from './options'
import { loadPeer } from './peer'
import { SendError, type EmailSender } from './sender'
import { loadSendgridMail, type MailService, type SendgridClient } from './sendgrid-mail'

export { SendError }
export type { EmailMessage, EmailSender, SendErrorDetails, SendFailure } from './sender'

/** The options of `sendgridSender`. */
export interface SendgridSenderOptions {
  /** An API key that may send mail ("Mail Send"). A secret. */
  readonly apiKey: string
  /** The verified sender: `password-reset@example.org` or `Name <password-reset@example.org>`. */
  readonly from: string
  /** The URL of the API; `https://api.eu.sendgrid.com` for a subuser in the EU. @default 'https://api.sendgrid.com' */
  readonly baseUrl?: string
  /**
   * How long one send may take in all, in milliseconds, from 1,000; less than 4/5 of `tokens.sendLeaseMs`.
   * @default 15000
   */
  readonly timeoutMs?: number
  /** Where answers go: `support@example.org` or `Name <support@example.org>`. @default none */
  readonly replyTo?: string
  /**
   * The categories of these mails in SendGrid's statistics: at most ten names of up to 255 characters.
   * @default none
   */
  readonly categories?: readonly string[]
  /**
   * Whether a reset is also mailed to people who once unsubscribed from this account's mails. Without this they would
   * wait in vain, because SendGrid answers that it took the mail. Never for a message with `toStranger`.
   * @default true
   */
  readonly bypassUnsubscribes?: boolean
  /** Whether a reset is also mailed to people who once reported a mail of this account as spam. @default false */
  readonly bypassSpamReports?: boolean
}

/** The return value of `sendgridSender`. */
export interface SendgridSender extends EmailSender {
  /**
   * Asks SendGrid what the API key may do, and sends nothing. Rejects with a `SendError` that says what is wrong.
   * `timeoutMs` counts if it is shorter than the sender's own.
   */
  verify(bounds?: { readonly timeoutMs: number }): Promise<void>
}

/**
 * Sends mail through SendGrid's v3 API. `@sendgrid/mail` must be installed. Clicks and opens are not tracked, whatever
 * the account's settings say: a tracked link would lead through another server, which would learn the token and might
 * open it. `send` rejects with a `SendError`.
 *
 * @throws TypeError if an option is wrong, missing or unknown; Error if `@sendgrid/mail` is not installed
 * @example
 * const sender = sendgridSender({ apiKey, from: 'Example <no-reply@example.org>' })
 * await sender.verify()
 */
export function sendgridSender(options: SendgridSenderOptions): SendgridSender {
  const settings = checkOptions(options)
  const { MailService } = loadPeer('sendgridSender', '@sendgrid/mail', loadSendgridMail)

  async function ask(
    use: (service: MailService) => Promise<unknown>,
    timeoutMs = settings.timeoutMs,
  ): Promise<WholeAnswer> {
    const service = new MailService()
    const received = { answer: undefined as WholeAnswer | undefined }
    prepare(service.client, { ...settings, timeoutMs }, (answer) => {
      received.answer = answer
    })
    try {
      await use(service)
    } catch (error) {
      if (error instanceof SendError) throw error
      // The SDK's own error would quote the message.
      throw new SendError('refused', 'not sent: @sendgrid/mail made no request of the message')
    }
    const { answer } = received
    if (answer === undefined) throw new SendError('refused', 'not sent: @sendgrid/mail asked nothing')
    if (answer.status < 200 || answer.status > 299) throw failureOfAnswer('SendGrid', answer, advice)
    return answer
  }

  return {
    timeoutMs: settings.timeoutMs,
    async send(message) {
      const mail = requestOf(settings, checkEmail(message), message.toStranger === true)
      await ask(async (service) => service.send(mail))
    },
    async verify({ timeoutMs } = settings) {
      const { text } = await ask(
        async ({ client }) => client.request({ method: 'GET', url: '/v3/scopes' }),
        Math.min(timeoutMs, settings.timeoutMs),
      ).catch(aboutNoMessage)
      if (scopesOf(text).includes('mail.send')) return
      const words = "SendGrid's API key may not send mail: give it the permission Mail Send (Settings, API Keys)"
      throw new SendError('refused', words, { code: 'mail.send' })
    },
  }
}

/** `verify` sends nothing, so its failure never means that a message may have been sent. */
function aboutNoMessage(error: unknown): never {
  if (!(error instanceof SendError) || error.failure !== 'timeout') throw error
  throw new SendError('unavailable', error.message.replace(/: it may have taken the message$/, ''), error.details)
}

const advice = {
  400: 'it does not take the mail as it is: check `from`, `replyTo` and `categories`',
  401: 'check `apiKey`: it is wrong or was deleted, or `baseUrl` is of another region',
  403: 'check `from`, which must be a verified sender or of an authenticated domain, and that the API key has the permission Mail Send',
}

type Settings = ReturnType<typeof checkOptions>

function checkOptions(options: SendgridSenderOptions) {
  const check = new OptionCheck('sendgridSender', options, [
    'apiKey',
    'from',
    'baseUrl',
    'timeoutMs',
    'replyTo',
    'categories',
    'bypassUnsubscribes',
    'bypassSpamReports',
  ])
  return {
    apiKey: check.secret('apiKey', 'give an API key of SendGrid (Settings, API Keys)'),
    baseUrl: check.baseUrl('baseUrl', 'https://api.sendgrid.com'),
    from: check.mailbox('from'),
    timeoutMs: check.timeoutMs('timeoutMs'),
    replyTo: check.replyTo('replyTo'),
    categories: checkCategories(check),
    bypassUnsubscribes: check.boolean('bypassUnsubscribes', true),
    bypassSpamReports: check.boolean('bypassSpamReports', false),
  }
}

/** The limits are those of "Mail Send" in the v3 API's documentation. */
function checkCategories(check: OptionCheck): readonly string[] {
  const categories = check.raw('categories') ?? []
  const isCategory = (value: unknown) => typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value)
  if (!Array.isArray(categories) || categories.length > 10 || !categories.every(isCategory))
    check.fail('categories', 'at most ten names of up to 255 ASCII characters', "give ['password-reset']")

  return [...new Set(categories as string[])]
}

/** A new service for each send: everybody in the process shares the SDK's own instance. */
function prepare(
  client: SendgridClient,
  { apiKey, baseUrl, timeoutMs }: Settings,
  onAnswer: (answer: WholeAnswer) => void,
): void {
  // Not `setApiKey`: it resets the base URL, and writes to the console about keys that don't start with 'SG.'.
  client.setDefaultHeader('Authorization', `Bearer ${apiKey}`)
  client.setDefaultRequest({ baseUrl })
  // The SDK only makes the request. Its own way to send follows redirects, and does not tell whether the request had
  // been sent. It also puts a mail's headers on the HTTP request, where an `Authorization` would replace the key.
  client.request = async (request) => {
    const { baseURL, url, method, headers, data } = client.createRequest({ ...request, headers: {} })
    const body = data === undefined ? '' : JSON.stringify(data)
    onAnswer(await requestAnswer('SendGrid', { url: `${baseURL}${url}`, method, headers, body }, timeoutMs))
  }
}

/** The request of "Mail Send" in the v3 API. Addresses are objects, because the SDK would look for names in strings. */
function requestOf(settings: Settings, { to, subject, text, html, headers }: CheckedEmail, toStranger: boolean) {
  const { from, replyTo, categories } = settings
  return {
    from: addressOf(from),
    ...(replyTo && { replyTo: addressOf(replyTo) }),
    to: { email: to },
    subject,
    content: [
      { type: 'text/plain', value: text },
      { type: 'text/html', value: html },
    ],
    headers: { ...headers },
    ...(categories.length > 0 && { categories }),
    ...(!toStranger && mailSettingsOf(settings)),
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
      ganalytics: { enable: false },
    },
  }
}

function addressOf({ name, address }: Mailbox): { readonly email: string; readonly name?: string } {
  return name === '' ? { email: address } : { email: address, name }
}

function mailSettingsOf({ bypassUnsubscribes, bypassSpamReports }: Settings) {
  if (!bypassUnsubscribes && !bypassSpamReports) return {}
  return {
    mailSettings: {
      ...(bypassUnsubscribes && { bypassUnsubscribeManagement: { enable: true } }),
      ...(bypassSpamReports && { bypassSpamManagement: { enable: true } }),
    },
  }
}

function scopesOf(text = ''): readonly unknown[] {
  try {
    const { scopes } = (JSON.parse(text) ?? {}) as { scopes?: unknown }
    return Array.isArray(scopes) ? scopes : []
  } catch {
    return []
  }
}
