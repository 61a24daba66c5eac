import type { AddressLimitsByName, TokenSettings } from './validation-session'

const dayMs = 24 * 60 * 60_000

/** How long after its begin a session may still be claimed. */
export function maxAgeMs({ linkLifetimeMs, codeLifetimeMs, validatedLifetimeMs }: TokenSettings): number {
  return Math.max(dayMs, 2 * Math.max(linkLifetimeMs, codeLifetimeMs, validatedLifetimeMs))
}

/** The limits of an address that are in force: those turned off are left out. */
export function addressLimits(limits: AddressLimitsByName) {
  const { sendsPerAddress, sendsPerAddressAndNetwork, wrongCodesPerAddress } = limits
  return {
    ...(sendsPerAddress && { sendsPerAddress }),
    ...(sendsPerAddressAndNetwork && { sendsPerAddressAndNetwork }),
    ...(wrongCodesPerAddress && { wrongCodesPerAddress }),
  }
}
