import type { AccountPasswordOptions } from './options'
import { accountPasswordSchema, aFunction, routePath } from './schema'

/** The options of `createResetPageRouter`. */
export interface ResetPageOptions extends AccountPasswordOptions {
  /** Where the page is, below `publicBaseUrl`. Default: `/reset`. */
  readonly path?: string | undefined
  /** What the host wants of a password, in words for a person, in that language (a BCP 47 tag): shown above the field. Default:
   * nothing is shown. */
  readonly passwordRules?: ((language: string) => string | undefined) | undefined
}

/** Every option of `createResetPageRouter`. */
export const resetPageSchema = accountPasswordSchema.keys({
  path: routePath("must be a path without a slash at its end, such as '/reset'"),
  passwordRules: aFunction('must be a function (language) => string, with what is wanted of a password'),
})
