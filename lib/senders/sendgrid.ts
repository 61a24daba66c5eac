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
  /** Where the API is: `https://api.eu.sendgrid.com` for a subuser in the EU. @default 'https://api.sendgrid.com' */
  readonly baseUrl?: string
  /**
   * How long one send may take in all, in milliseconds, from 1,000; less than 4/5 of `tokens.sendLeaseMs`.
   * @default 15000
   */
  readonly timeoutMs?: number
  /** Where answers go: `support@example.org` or `Name <support@example.org>`. @default none */
  readonly replyTo?: string
  /** What SendGrid's statistics file these mails under: at most ten names of up to 255 characters. @default none */
  readonly categories?: readonly string[]
  /**
   * Whether a reset is also mailed to somebody who once unsubscribed from this account's mails: they would wait for it in
   * vain, while SendGrid answers that it took the mail. Never for a message that is `toStranger`.
   * @default true
   */
  readonly bypassUnsubscribes?: boolean
  /** Whether a reset is also mailed to somebody who once reported a mail of this account as spam. @default false */
  readonly bypassSpamReports?: boolean
}

/** What `sendgridSender` answers. */
export interface SendgridSender extends EmailSender {
  /** Asks what the API key may do, and sends nothing. Rejects with a `SendError` that says what is wrong; `timeoutMs` bounds it
   * where it is less than the sender's own. */
  verify(bounds?: { readonly timeoutMs: number }): Promise<void>
}

/**
 * Sends mail through SendGrid's v3 API. Clicks and openings are not tracked, whatever the account's settings: a tracked
 * link would pass the token through another server, and be fetched by it. `@sendgrid/mail` must be installed.
 *
 * `send` rejects with a `SendError`.
 *
 * @throws TypeError where an option is wrong, missing or unknown; Error where `@sendgrid/mail` is not installed
 *
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
      // What the SDK says of a message quotes it.
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

/** A question that failed has sent nothing, however it failed. */
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

/** As the v3 API's "Mail Send" documents them. */
function checkCategories(check: OptionCheck): readonly string[] {
  const categories = check.raw('categories') ?? []
  const isCategory = (value: unknown) => typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value)
  if (!Array.isArray(categories) || categories.length > 10 || !categories.every(isCategory))
    check.fail('categories', 'at most ten names of up to 255 ASCII characters', "give ['password-reset']")

  return [...new Set(categories as string[])]
}

/** One service for each send: the package's own instance is shared by all of its users. */
function prepare(
  client: SendgridClient,
  { apiKey, baseUrl, timeoutMs }: Settings,
  onAnswer: (answer: WholeAnswer) => void,
): void {
  // In place of `setApiKey`, which sets the base URL back and writes to the console about keys that don't start with 'SG.'.
  client.setDefaultHeader('Authorization', `Bearer ${apiKey}`)
  client.setDefaultRequest({ baseUrl })
  // The SDK makes the request; its own exchange follows redirects, and does not tell whether the request was on its way.
  // The service puts a mail's headers on the HTTP request too: an `Authorization` among them would take the key's place.
  client.request = async (request) => {
    const { baseURL, url, method, headers, data } = client.createRequest({ ...request, headers: {} })
    const body = data === undefined ? '' : JSON.stringify(data)
    onAnswer(await requestAnswer('SendGrid', { url: `${baseURL}${url}`, method, headers, body }, timeoutMs))
  }
}

/** As the v3 API's "Mail Send" has it. Addresses go as objects: strings would be parsed for names once more. */
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
