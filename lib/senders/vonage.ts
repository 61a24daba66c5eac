import type * as VonageAuth from '@vonage/auth'
import type * as VonageSms from '@vonage/sms'
import { withDeadline } from './deadline'
import { isGsm7 } from './gsm7'
import { hasControlCharacter } from './mailbox'
import { checkSms } from './message-check'
import { OptionCheck } from './options'
import { checkPeer, importPeer } from './peer'
import { SendError, type SmsSender } from './sender'
import { exchange } from './vonage-exchange'

export { SendError }
export type { SendFailure, SmsMessage, SmsSender } from './sender'

export interface VonageSenderOptions {
  readonly apiKey: string
  readonly apiSecret: string
  /** A number of yours (digits, with or without `+`), or a name of up to 11 characters where the country allows names. */
  readonly from: string
  /** Where the SMS API is. Default: `https://rest.nexmo.com`. */
  readonly baseUrl?: string
  /** How long one send may take in all, in milliseconds, from 1,000; less than `tokens.sendLeaseMs`. Default: 15,000. */
  readonly timeoutMs?: number
}

/**
 * Sends SMS through Vonage's SMS API. A text that GSM-7 can't write goes out as Unicode; a long one in several parts, and
 * is taken when each of them is. `@vonage/sms` and `@vonage/auth` must be installed.
 *
 * `send` rejects with a `SendError`.
 *
 * @throws TypeError where an option is wrong, missing or unknown; Error where a package is not installed
 */
export function vonageSender(options: VonageSenderOptions): SmsSender {
  const check = new OptionCheck('vonageSender', options, ['apiKey', 'apiSecret', 'from', 'baseUrl', 'timeoutMs'])
  const mend = 'give the one that the dashboard of Vonage shows'
  const credentials = { apiKey: check.secret('apiKey', mend), apiSecret: check.secret('apiSecret', mend) }
  const from = check.parsed(
    'from',
    parseFrom,
    'a number or a name of up to 11 characters',
    "give '447700900000' or 'Example'",
  )
  const restHost = check.baseUrl('baseUrl', 'https://rest.nexmo.com')
  const timeoutMs = check.timeoutMs('timeoutMs')
  checkPeer('vonageSender', '@vonage/sms')
  checkPeer('vonageSender', '@vonage/auth')

  return {
    async send(message) {
      const { to, text } = checkSms(message)
      const sms: SubmittedSms = { to: to.slice(1), from, text, type: isGsm7(text) ? 'text' : 'unicode' }
      await withDeadline(timeoutMs, (signal) => submit(credentials, restHost, sms, signal))
    },
  }
}

interface SubmittedSms {
  readonly to: string
  readonly from: string
  readonly text: string
  readonly type: 'text' | 'unicode'
}

/**
 * The SDK makes the request and its authentication (HTTP Basic: nothing secret in the query or body). The exchange is
 * made here: the SDK's own follows redirects, reads answers without end, and takes one that it can't read for a success.
 */
async function submit(
  credentials: { apiKey: string; apiSecret: string },
  restHost: string,
  { type, ...sms }: SubmittedSms,
  signal: AbortSignal,
): Promise<void> {
  const { SMS, TypeEnum } = (await importPeer('@vonage/sms')) as typeof VonageSms
  const { Auth } = (await importPeer('@vonage/auth')) as typeof VonageAuth

  class GuardedSms extends SMS {
    override async sendRequest<T>(request: Parameters<InstanceType<typeof SMS>['sendRequest']>[0]) {
      const config = await this.prepareRequest(request)
      const { url, method } = config
      const headers = config.headers as unknown as Record<string, string>
      const data = (await exchange({ url, method, headers, body: this.prepareBody(config) ?? '' }, signal)) as T
      return { data, config, request: config, status: 200, statusText: 'OK', headers: {} }
    }
  }

  const client = new GuardedSms(new Auth(credentials), { restHost })
  await client.send({ ...sms, type: type === 'unicode' ? TypeEnum.UNICODE : TypeEnum.TEXT })
}

function parseFrom(value: string): string | undefined {
  const number = /^\+?([0-9]{3,15})$/.exec(value)?.[1]
  if (number !== undefined) return number
  return value.trim() !== '' && value.length <= 11 && isGsm7(value) && !hasControlCharacter(value) ? value : undefined
}
