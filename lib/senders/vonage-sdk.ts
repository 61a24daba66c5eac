import type { Auth } from '@vonage/auth'
import type { SMS, TypeEnum } from '@vonage/sms'

/** What is used of Vonage's SDK. */
export interface VonageSdk {
  readonly Auth: typeof Auth
  readonly SMS: typeof SMS
  readonly TypeEnum: typeof TypeEnum
}

/**
 * Loads `@vonage/sms`. The `require` stands outside of a `try`: so a bundler finds it and puts it into the bundle.
 *
 * @throws what `require` throws where the package is not installed
 */
export function loadVonageSms(): Pick<VonageSdk, 'SMS' | 'TypeEnum'> {
  return require('@vonage/sms') as Pick<VonageSdk, 'SMS' | 'TypeEnum'>
}

/**
 * Loads `@vonage/auth`, as `loadVonageSms` does.
 *
 * @throws what `require` throws where the package is not installed
 */
export function loadVonageAuth(): Pick<VonageSdk, 'Auth'> {
  return require('@vonage/auth') as Pick<VonageSdk, 'Auth'>
}
