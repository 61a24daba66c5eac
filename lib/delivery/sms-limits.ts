import type { CounterKey } from '../limits/counter-key'
import { LimitReached } from '../limits/limit-reached'
import type { LimitsByName } from '../options/options'
import type { SessionStore } from '../sessions/session-store'
import { numberPrefix } from '../threepids/phone-number'

/** Takes back what an SMS was charged, because the provider refused it. */
export type Uncharge = () => Promise<void>

/**
 * Charges one SMS: to its number's prefix, its country, and all. Texting is money, and whoever pumps it asks for adjacent
 * numbers of expensive countries.
 *
 * @throws LimitReached with the longest of the waits; then nothing is charged
 */
export async function chargeSms(
  { address, country, network }: { readonly address: string; readonly country: string; readonly network: string },
  limits: LimitsByName,
  store: SessionStore,
  counterKey: CounterKey,
): Promise<Uncharge> {
  const asked = [
    { name: 'smsPerNetwork', of: network, limit: limits.smsPerNetwork },
    { name: 'smsPerPrefix', of: numberPrefix(address), limit: limits.smsPerPrefix },
    { name: 'smsPerCountry', of: country, limit: limits.smsPerCountry },
    { name: 'smsInAll', of: '', limit: limits.smsInAll },
  ]
  const counters = asked.flatMap(({ name, of, limit }) => (limit ? [{ name, limit, key: counterKey(name, of) }] : []))
  const counts = await Promise.allSettled(
    counters.map(async ({ name, key, limit }) => ({ name, key, ...(await store.count({ key, ...limit })) })),
  )
  const results = counts.flatMap((count) => (count.status === 'fulfilled' ? [count.value] : []))
  const charged = results.filter(({ counted }) => counted)
  const uncharge = async () => {
    await Promise.all(charged.map(({ key, windowEndsAt }) => store.undoCount({ key, windowEndsAt })))
  }
  const failed = counts.find((count) => count.status === 'rejected')
  if (failed) {
    // Of a Cluster a part may be away: what the rest was charged goes back, and nobody waits for that.
    void uncharge().catch(() => undefined)
    throw failed.reason
  }
  const [longest] = results.filter(({ counted }) => !counted).sort((one, two) => two.resetInMs - one.resetInMs)
  if (!longest) return uncharge
  await uncharge()
  throw new LimitReached(longest.name, longest.resetInMs)
}
