import type { AddressLimitsByName, TokenSettings } from './validation-session'

const dayMs = 24 * 60 * 60_000

/** How long after its beginning a session can still be claimed. */
export function maxAgeMs({ linkLifetimeMs, codeLifetimeMs, validatedLifetimeMs }: TokenSettings): number {
  return Math.max(dayMs, 2 * Math.max(linkLifetimeMs, codeLifetimeMs, validatedLifetimeMs))
}

/** The limits of an address without those that are turned off. */
export function addressLimits(limits: AddressLimitsByName) {
  const { sendsPerAddress, sendsPerAddressAndNetwork, wrongCodesPerAddress } = limits
  return {
    ...(sendsPerAddress && { sendsPerAddress }),
    ...(sendsPerAddressAndNetwork && { sendsPerAddressAndNetwork }),
    ...(wrongCodesPerAddress && { wrongCodesPerAddress }),
  }
}
