import { startProvider, type ProviderServer, type Reply } from './http-server'

/** The body of `POST /sms/json`, as far as a sender of one text uses it. */
export interface SmsBody {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly type?: string
}

export interface VonageServer extends ProviderServer {
  /** The texts that were taken, oldest first. */
  readonly texts: readonly SmsBody[]
}

/**
 * Stands for Vonage's SMS API: judges a request as it is documented, and answers 200 with one entry of `messages` for each
 * part, with the status of what is wrong where something is.
 */
export async function startVonageServer(credentials: { apiKey: string; apiSecret: string }): Promise<VonageServer> {
  const texts: SmsBody[] = []
  const basic = Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString('base64')
  const take: Reply = (request, response) => {
    const found = request.method === 'POST' && request.url === '/sms/json'
    const body = JSON.parse(request.body) as SmsBody
    const status = request.headers.authorization === `Basic ${basic}` ? statusOf(body) : '4'
    if (found && status === '0') texts.push(body)
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(
        answerOf(
          body,
          Array.from({ length: partsOf(body) }, () => status),
        ),
      ),
    )
  }
  return Object.assign(await startProvider(take), { texts })
}

/** The API's answer about a text that was cut in as many parts as there are statuses. */
export function answerOf({ to, text }: Pick<SmsBody, 'to' | 'text'>, statuses: readonly string[]): unknown {
  return {
    'message-count': String(statuses.length),
    messages: statuses.map((status, part) =>
      status === '0'
        ? { to, 'message-id': `0C00${String(part)}`, status, 'remaining-balance': '3.14', network: '23410' }
        : { status, 'error-text': `Rejected: to=${to} text=${text}` },
    ),
  }
}

function statusOf({ from, to, text, type, ...more }: SmsBody): string {
  if (Object.keys(more).length > 0) return '3'
  if (!/^[1-9][0-9]{6,14}$/.test(to) || from === '' || text === '') return '3'
  return type === undefined || type === 'text' || type === 'unicode' ? '0' : '3'
}

function partsOf({ text, type }: SmsBody): number {
  const [alone, part] = type === 'unicode' ? [70, 67] : [160, 153]
  return text.length <= alone ? 1 : Math.ceil(text.length / part)
}
