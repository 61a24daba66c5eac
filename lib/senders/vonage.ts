import { isGsm7 } from './gsm7'
import { requestAnswer } from './http-request'
import { checkSms } from './message-check'
import { OptionCheck } from './options'
import { loadPeer } from './peer'
import { SendError, type SmsSender } from './sender'
import { judgedAnswer } from './vonage-answer'
import { checkFrom, type VonageFrom } from './vonage-from'
import { loadVonageAuth, loadVonageSms, type VonageSdk } from './vonage-sdk'

export { SendError }
export type { SendErrorDetails, SendFailure, SmsMessage, SmsSender } from './sender'
export type { VonageFrom, VonageFromByCountry } from './vonage-from'

/** The options of `vonageSender`. */
export interface VonageSenderOptions {
  readonly apiKey: string
  /** A secret. */
  readonly apiSecret: string
  /**
   * The sender of texts: a number of yours (digits, with or without `+`), or a name of up to 11 characters in countries
   * that allow names. Many do not: `{ default: 'Example', US: '12025550123' }` has a sender of its own for one country.
   */
  readonly from: VonageFrom
  /** The URL of the SMS API. @default 'https://rest.nexmo.com' */
  readonly baseUrl?: string
  /**
   * How long one send may take in all, in milliseconds, from 1,000; less than 4/5 of `tokens.sendLeaseMs`.
   * @default 15000
   */
  readonly timeoutMs?: number
}

/**
 * Sends SMS through Vonage's SMS API. `@vonage/sms` and `@vonage/auth` must be installed. A text with characters
 * outside of GSM-7 is sent as Unicode. A long text is sent in parts, and counts as sent if every part was taken. There
 * is no `verify`: the API can't be tried without sending. `send` rejects with a `SendError`.
 *
 * @throws TypeError if an option is wrong, missing or unknown; Error if a package is not installed
 * @example
 * const sender = vonageSender({ apiKey, apiSecret, from: { default: 'Example', US: '12025550123' } })
 */
export function vonageSender(options: VonageSenderOptions): SmsSender {
  const check = new OptionCheck('vonageSender', options, ['apiKey', 'apiSecret', 'from', 'baseUrl', 'timeoutMs'])
  const fix = 'give the one that the dashboard of Vonage shows'
  const credentials = { apiKey: check.secret('apiKey', fix), apiSecret: check.secret('apiSecret', fix) }
  const fromFor = checkFrom(check)
  const restHost = check.baseUrl('baseUrl', 'https://rest.nexmo.com')
  const timeoutMs = check.timeoutMs('timeoutMs')
  const sdk = {
    ...loadPeer('vonageSender', '@vonage/sms', loadVonageSms),
    ...loadPeer('vonageSender', '@vonage/auth', loadVonageAuth),
  }
  const client = clientOf(sdk, credentials, restHost, timeoutMs)

  return {
    timeoutMs,
    async send(message) {
      const { to, text } = checkSms(message)
      const type = isGsm7(text) ? sdk.TypeEnum.TEXT : sdk.TypeEnum.UNICODE
      try {
        await client.send({ to: to.slice(1), from: fromFor(to), text, type })
      } catch (error) {
        if (error instanceof SendError) throw error
        // Nobody knows whether the SDK failed before or after the exchange. Its own error quotes the message.
        throw new SendError('timeout', "Vonage's SDK failed: the message may be sent")
      }
    },
  }
}

/**
 * The SDK makes the request and its authentication (HTTP Basic, so that the query and the body have no secret). The
 * exchange is made here, because the SDK's own follows redirects, reads answers of any length, and takes an unreadable
 * answer for a success.
 */
function clientOf(
  { SMS, Auth }: VonageSdk,
  credentials: { readonly apiKey: string; readonly apiSecret: string },
  restHost: string,
  timeoutMs: number,
): InstanceType<VonageSdk['SMS']> {
  class GuardedSms extends SMS {
    override async sendRequest<T>(request: Parameters<InstanceType<typeof SMS>['sendRequest']>[0]) {
      const config = await this.prepareRequest(request)
      const { url, method } = config
      const headers = config.headers as unknown as Record<string, string>
      const answer = await requestAnswer(
        'Vonage',
        { url, method, headers, body: this.prepareBody(config) ?? '' },
        timeoutMs,
      )
      const data = judgedAnswer(answer) as T
      return { data, config, request: config, status: 200, statusText: 'OK', headers: {} }
    }
  }
  // An empty key: with none, the SDK opens a file whose name is undefined, and Node.js warns.
  return new GuardedSms(new Auth({ ...credentials, privateKey: '' }), { restHost })
}
