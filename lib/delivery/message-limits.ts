import type { SharedCounter } from '../limits/charges'
import { numberPrefix } from '../threepids/phone-number'
import type { Medium, Threepid } from '../threepids/threepid'

/** Where a message goes. */
interface MessageTo {
  readonly medium: Medium
  /** Of a phone number. */
  readonly country: string | undefined
}

/** The limit of messages per client network, for each medium. */
export const networkLimitOf = { email: 'emailsPerNetwork', msisdn: 'smsPerNetwork' } as const

/**
 * The counters of a message besides that of its network. SMS cost money, and fraudsters send them to adjacent numbers.
 */
export function countersOfMessage({ medium, address }: Threepid): SharedCounter[] {
  return medium === 'email' ? [] : [{ name: 'smsPerPrefix', keyParts: [numberPrefix(address)] }]
}

/**
 * The counters that all clients share. They count only messages that are really sent, so that nobody can use them up
 * without sending.
 */
export function countersOfSending({ medium, country }: MessageTo): SharedCounter[] {
  if (medium === 'email') return [{ name: 'emailsInAll', keyParts: [''] }]
  return [
    ...(country === undefined ? [] : [{ name: 'smsPerCountry', keyParts: [country] } as const]),
    { name: 'smsInAll', keyParts: [''] },
  ]
}

/**
 * Counters in place of the given ones if nothing is sent. They limit nobody, but cost the store the same work:
 * otherwise the time would show that nothing is sent.
 */
export function countersOfNobody(counters: readonly SharedCounter[]): SharedCounter[] {
  return counters.map(({ name, keyParts }) => ({ name, keyParts: ['nobody', ...keyParts] }))
}
