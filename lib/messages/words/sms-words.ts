import type { Flow } from '../../threepids/flow'

/** How long a code or link is good, such as "10 minutes" and "10 mins". */
export interface SmsDuration {
  readonly long: string
  readonly short: string
}

/**
 * One message in several lengths, the longest first. The first one is taken that needs no more SMS than the shortest.
 * Each says what it is for, at which server and how long it is valid; and, if there is room, that nobody else may have
 * it.
 */
export type SmsText = readonly ((server: string, secret: string, duration: SmsDuration) => string)[]

/** One SMS holds 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038), and 70 once there is any other in it. */
export interface SmsWords {
  readonly link: Readonly<Record<Flow, SmsText>>
  readonly code: Readonly<Record<Flow, SmsText>>
  /** Followed by a line that names server and code again, for the phone: `@example.org #123456`. */
  readonly codeWithAutofill: Readonly<Record<Flow, SmsText>>
}
