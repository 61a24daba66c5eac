import type { CounterRequest, CountResult, SessionStore } from '../../lib/sessions/session-store'

/** The name of the only counter of a key. */
export const name = 'only'

/** Counts where a key has one counter. */
export async function countOne(
  store: Pick<SessionStore, 'count'>,
  { key, ...counter }: { readonly key: string } & Omit<CounterRequest, 'name'>,
): Promise<CountResult> {
  const [result] = await store.count({ key, counters: [{ name, ...counter }] })
  if (!result) throw new Error('No count was answered')
  return result
}
