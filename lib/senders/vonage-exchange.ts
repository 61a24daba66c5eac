import { failureOfAnswer } from './http-answer'
import { SendError } from './sender'

export interface VonageRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Makes one HTTP exchange with the SMS API and judges the answer.
 *
 * @returns the answer, in which every part of the message was taken
 * @throws SendError
 */
export async function exchange({ url, ...request }: VonageRequest, signal: AbortSignal): Promise<unknown> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, { ...request, redirect: 'manual', signal })
    text = response.ok ? await boundedText(response) : ''
  } catch (error) {
    const reason = reasonOf(error)
    throw new SendError('unavailable', `Vonage could not be reached: ${reason}`, { code: reason })
  }
  if (!response.ok) {
    await response.body?.cancel()
    const { status, headers } = response
    throw failureOfAnswer('Vonage', { status, header: (name) => headers.get(name) ?? undefined })
  }
  const answer = parsed(text)
  judge(statusesOf(answer))
  return answer
}

const longestAnswerBytes = 64 * 1024

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body.
    if (bytes > longestAnswerBytes) break
    chunks.push(chunk)
  }
  return bytes > longestAnswerBytes ? '' : Buffer.concat(chunks).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One status for each part that the message was cut into; none where the answer is not the API's. */
function statusesOf(answer: unknown): unknown[] {
  const messages = (answer as { messages?: unknown } | undefined | null)?.messages
  return Array.isArray(messages) ? messages.map((part: unknown) => (part as { status?: unknown } | null)?.status) : []
}

/** Throttled, internal error, too many binds: what Vonage's list of errors says to try again later. */
const passingStatuses: ReadonlySet<unknown> = new Set(['1', '5', '10'])

/** Errors come inside a 200. A message of which a part is missing can't be read, so one part's failure is the message's. */
function judge(statuses: readonly unknown[]): void {
  if (statuses.length === 0)
    throw new SendError('timeout', 'Vonage gave an answer that could not be read: it may have sent the message')
  const failed = statuses.filter((status) => status !== '0')
  if (failed.length === 0) return
  const lasting = failed.find((status) => !passingStatuses.has(status))
  const shown = [lasting ?? failed[0]].find((status) => typeof status === 'string' && /^[0-9]{1,3}$/.test(status))
  const code = typeof shown === 'string' ? shown : 'unknown'
  throw new SendError(lasting === undefined ? 'unavailable' : 'refused', `Vonage answered with status ${code}`, {
    code,
  })
}

/** `fetch` hides the system's code in the cause; its own words may hold the URL. */
function reasonOf(error: unknown): string {
  const { code } = ((error as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'no answer'
}
