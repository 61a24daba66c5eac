import type * as Schemas from './schema'

/** Joi takes as long to load as all else of this package: the first factory that is called loads it, and no import. */
export function schemas(): typeof Schemas {
  return require('./schema') as typeof Schemas
}
