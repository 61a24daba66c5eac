import type { AccountPasswordOptions } from './options'

/** The options of `createResetPageRouter`. */
export interface ResetPageOptions extends AccountPasswordOptions {
  /** Where the page is, below `publicBaseUrl`. @default '/reset' */
  readonly path?: string | undefined
  /** What the host wants of a password, in words for a person, in that language (a BCP 47 tag): shown above the field. It may
   * answer a promise. @default nothing is shown */
  readonly passwordRules?: ((language: string) => string | undefined | Promise<string | undefined>) | undefined
}
