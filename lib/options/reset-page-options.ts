import type { AccountPasswordOptions } from './options'

/** The options of `createResetPageRouter`. */
export interface ResetPageOptions extends AccountPasswordOptions {
  /** Where the page is, below `publicBaseUrl`. @default '/reset' */
  readonly path?: string | undefined
  /**
   * The host's rules for a password, in words for a person, in this language (a BCP 47 tag). Shown above the field. It may
   * answer a promise.
   * @default nothing is shown
   */
  readonly passwordRules?: ((language: string) => string | undefined | Promise<string | undefined>) | undefined
}
