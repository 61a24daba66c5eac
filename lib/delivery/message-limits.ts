import type { SharedCounter } from '../limits/charges'
import { numberPrefix } from '../threepids/phone-number'
import type { Medium, Threepid } from '../threepids/threepid'

/** Where a message goes. */
interface MessageTo {
  readonly medium: Medium
  /** Of a phone number. */
  readonly country: string | undefined
}

/** What a message is counted by for its client's network, whoever it is for. */
export const networkLimitOf = { email: 'emailsPerNetwork', msisdn: 'smsPerNetwork' } as const

/** What else is counted of one message whoever it is for. Texting is money, and whoever pumps it asks for adjacent numbers. */
export function countersOfMessage({ medium, address }: Threepid): SharedCounter[] {
  return medium === 'email' ? [] : [{ name: 'smsPerPrefix', keyParts: [numberPrefix(address)] }]
}

/** What is counted of messages that are really sent: what all share, and nobody may use up without one. */
export function countersOfSending({ medium, country }: MessageTo): SharedCounter[] {
  if (medium === 'email') return [{ name: 'emailsInAll', keyParts: [''] }]
  return [
    ...(country === undefined ? [] : [{ name: 'smsPerCountry', keyParts: [country] } as const]),
    { name: 'smsInAll', keyParts: [''] },
  ]
}

/** Counters that stand in for the given ones where nothing is to be sent. They limit nobody, but cost the store as much work:
 * otherwise the time would tell that nothing is sent. */
export function countersOfNobody(counters: readonly SharedCounter[]): SharedCounter[] {
  return counters.map(({ name, keyParts }) => ({ name, keyParts: ['nobody', ...keyParts] }))
}
