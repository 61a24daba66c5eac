import type { Auth } from '@vonage/auth'
import type { SMS, TypeEnum } from '@vonage/sms'

/** The part of Vonage's SDK that is used. */
export interface VonageSdk {
  readonly Auth: typeof Auth
  readonly SMS: typeof SMS
  readonly TypeEnum: typeof TypeEnum
}

/**
 * Loads `@vonage/sms`. The `require` has a literal name and is outside of a `try`, so that bundlers find the package
 * and include it.
 *
 * @throws what `require` throws if the package is not installed
 */
export function loadVonageSms(): Pick<VonageSdk, 'SMS' | 'TypeEnum'> {
  return require('@vonage/sms') as Pick<VonageSdk, 'SMS' | 'TypeEnum'>
}

/**
 * Loads `@vonage/auth` in the way of `loadVonageSms`.
 *
 * @throws what `require` throws if the package is not installed
 */
export function loadVonageAuth(): Pick<VonageSdk, 'Auth'> {
  return require('@vonage/auth') as Pick<VonageSdk, 'Auth'>
}
