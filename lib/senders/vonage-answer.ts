import { failureOfAnswer } from './http-answer'
import type { WholeAnswer } from './http-request'
import { SendError } from './sender'

/**
 * Judges an answer of the SMS API.
 *
 * @returns the answer's JSON, if Vonage took every part of the message
 * @throws SendError
 */
export function judgedAnswer(answer: WholeAnswer): unknown {
  if (answer.status < 200 || answer.status > 299) throw failureOfAnswer('Vonage', answer, { 401: wrongKey })
  const said = parsed(answer.text)
  judge(statusesOf(said))
  return said
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** One status for each part of the message; none if the answer is not the API's. */
function statusesOf(said: unknown): readonly string[] {
  const messages = (said as { messages?: unknown } | undefined | null)?.messages
  const statuses = Array.isArray(messages)
    ? messages.map((part: unknown) => (part as { status?: unknown } | null)?.status)
    : []
  const isStatus = (status: unknown): status is string => typeof status === 'string' && /^[0-9]{1,3}$/.test(status)
  return statuses.every(isStatus) ? statuses : []
}

/** Throttled, internal error, too many binds: statuses after which Vonage's list of errors says to try again later. */
const passingStatuses: ReadonlySet<string> = new Set(['1', '5', '10'])

const wrongKey = 'check `apiKey` and `apiSecret`'
const advice: Readonly<Partial<Record<string, string>>> = {
  '4': wrongKey,
  '6': 'the number can not be reached: is it a mobile number in use?',
  '7': 'the number is blocked at Vonage',
  '8': 'the account is blocked: ask Vonage',
  '9': 'the account has no credit left, or its limit for the month is reached: add credit',
  '11': 'the account may not use the SMS API: ask Vonage',
  '14': wrongKey,
  '15': 'the sender is not allowed in that country: give a number, or a registered name, for it in `from`',
  '29': 'a trial account texts only the numbers that were added to it: add credit',
}

/**
 * Throws the error for these statuses; Vonage answers errors with 200 too. If one part of a message was taken the
 * message may arrive and is paid for, so it is not certain that it was not sent.
 */
function judge(statuses: readonly string[]): void {
  if (statuses.length === 0)
    throw new SendError('timeout', 'Vonage gave an answer that could not be read: it may have sent the message')

  const failed = statuses.filter((status) => status !== '0')
  const lasting = failed.find((status) => !passingStatuses.has(status))
  const code = lasting ?? failed[0]
  if (code === undefined) return
  const answered = `Vonage answered with status ${code}`
  const words = advice[code] === undefined ? answered : `${answered}: ${advice[code]}`
  if (failed.length < statuses.length)
    throw new SendError('timeout', `${words}; it took a part of the message`, { code })

  throw new SendError(lasting === undefined ? 'unavailable' : 'refused', words, { code })
}
