import type { Counter } from '../limits/charges'
import { numberPrefix } from '../threepids/phone-number'
import type { Threepid } from '../threepids/threepid'

/** Where a message goes, and who had it sent. */
interface MessageTo extends Threepid {
  /** Of a phone number. */
  readonly country: string | undefined
  /** The client's, as `networkOf` gives it. */
  readonly network: string
}

/** What is counted of one message whoever it is for. Texting is money, and whoever pumps it asks for adjacent numbers. */
export function countersOfMessage({ medium, address, network }: MessageTo): Counter[] {
  if (medium === 'email') return [{ name: 'emailsPerNetwork', keyParts: [network] }]
  return [
    { name: 'smsPerNetwork', keyParts: [network] },
    { name: 'smsPerPrefix', keyParts: [numberPrefix(address)] },
  ]
}

/** What is counted of messages that are really sent: what all share, and nobody may use up without one. */
export function countersOfSending({ medium, country }: Pick<MessageTo, 'medium' | 'country'>): Counter[] {
  if (medium === 'email') return [{ name: 'emailsInAll', keyParts: [''] }]
  return [
    ...(country === undefined ? [] : [{ name: 'smsPerCountry', keyParts: [country] } as const]),
    { name: 'smsInAll', keyParts: [''] },
  ]
}

/** Counters that stand in for the given ones where nothing is to be sent. They limit nobody, but cost the store as much work:
 * otherwise the time would tell that nothing is sent. */
export function countersOfNobody(counters: readonly Counter[]): Counter[] {
  return counters.map(({ name, keyParts }) => ({ name, keyParts: ['nobody', ...keyParts] }))
}
