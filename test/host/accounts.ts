import type { Account, Threepid } from '../../lib'

/** The accounts of every test host, as the accounts store their addresses. */
export const accounts: readonly (Threepid & { readonly userId: string; readonly stored?: string })[] = [
  { userId: '@alice:localhost', medium: 'email', address: 'alice@example.org' },
  { userId: '@alice:localhost', medium: 'msisdn', address: '447400123456' },
  { userId: '@bob:localhost', medium: 'email', address: 'bob@example.org' },
  { userId: '@bob:localhost', medium: 'msisdn', address: '447400123457' },
  { userId: '@carol:localhost', medium: 'email', address: 'strauss@example.com', stored: 'Strauß@Example.com' },
]

export function findAccount({ medium, address }: Threepid): Account | null {
  const found = accounts.find((account) => account.medium === medium && account.address === address)
  return found ? { userId: found.userId, address: found.stored ?? found.address } : null
}
