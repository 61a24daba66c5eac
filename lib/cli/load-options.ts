import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describeError } from '../error-text'
import type { Logger } from '../logger'
import type { PasswordResetOptions } from '../options/options'
import { withTimeLimit } from '../time-limit'
import { CommandError } from './command-error'
import { withPatience, type Output } from './output'

const loadMs = 15_000

/**
 * Loads the options that a module exports, from any kind of module, and gives them a logger that writes to the
 * command's output. The options are not checked here: the factory does that.
 */
export async function loadOptions(config: string, output: Output): Promise<PasswordResetOptions> {
  const path = resolve(config)
  if (!existsSync(path)) throw new CommandError(`--config ${config}: there is no such file`)
  const loading = withTimeLimit(loadMs, exportedBy(path, config), () => {
    throw new CommandError(
      `${config} was not loaded within ${loadMs / 1000} s. Does it wait for a Redis that can't be reached? (node-redis: connect() ` +
        'waits until it can.)',
    )
  })
  return withOwnLogger(await withPatience(loading, `Loading ${config} ...`, output), output)
}

async function exportedBy(path: string, config: string): Promise<unknown> {
  const exported = defaultOf(await attempt(config, () => import(pathToFileURL(path).href)))
  if (exported === undefined) {
    throw new CommandError(
      `${config} has no default export: it must be the options of createPasswordResetRouter, or a function that answers them`,
    )
  }
  if (typeof exported !== 'function') return exported
  if ('handle' in exported || 'validated' in exported) {
    throw new CommandError(
      `${config} exports a router or an app: export the options that createPasswordResetRouter is given`,
    )
  }
  return attempt(config, async () => (exported as () => unknown)())
}

/** In a CommonJS module that was compiled from `export default`, the value is one level deeper. */
function defaultOf(module: unknown): unknown {
  const { default: exported } = module as { readonly default?: unknown }
  const isCompiled = typeof exported === 'object' && exported !== null && '__esModule' in exported
  return isCompiled ? (exported as { readonly default?: unknown }).default : exported
}

async function attempt(config: string, load: () => Promise<unknown>): Promise<unknown> {
  try {
    return await load()
  } catch (error) {
    const { error: words, at: [where] = [] } = describeError(error)
    throw new CommandError(`${config} could not be loaded: ${words}${where === undefined ? '' : ` (at ${where})`}`)
  }
}

/** A `logger` that is none stays, so that the factory complains about it. */
function withOwnLogger(options: unknown, output: Output): PasswordResetOptions {
  const line = (level: string) => (fields: object, message: string) => {
    const { error, option } = fields as { readonly error?: unknown; readonly option?: unknown }
    // `check` reports more about the store than the factory's warning does.
    if (option !== 'redis') output.complain(`${level}  ${message}${typeof error === 'string' ? `: ${error}` : ''}`)
  }
  const logger: Logger = { warn: line('warning'), error: line('error') }
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options as PasswordResetOptions
  const given = options as PasswordResetOptions
  return isLogger(given.logger) ? { ...given, logger } : given
}

function isLogger(logger: Partial<Logger> | undefined): boolean {
  return logger === undefined || (typeof logger?.warn === 'function' && typeof logger.error === 'function')
}
