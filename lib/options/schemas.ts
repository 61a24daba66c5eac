import type * as Schemas from './schema'

/**
 * Joi takes as long to load as everything else of this package. So it is loaded by the first factory that is called,
 * and not when the package is imported.
 */
export function schemas(): typeof Schemas {
  return require('./schema') as typeof Schemas
}
