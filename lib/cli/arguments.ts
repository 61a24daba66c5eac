import { parseArgs } from 'node:util'
import { nearMiss } from '../option-complaints'
import { flows, type Flow } from '../threepids/flow'

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'check'; readonly config: string }
  | SendTestCommand
  | { readonly name: 'preview'; readonly config: string; readonly out: string }

export interface SendTestCommand {
  readonly name: 'send-test'
  readonly config: string
  readonly to: string
  readonly flow: Flow
  readonly language: string | undefined
}

/** The command was called wrongly. Prints how to call it, and exits with 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export const usage = `Usage: npx --no express-matrix-password-reset <command> --config ./reset.mjs

  check      Tries Redis and the senders, and sends nothing
  send-test  Sends one real mail or SMS whose link or code is made up
             --to me@example.org or --to +447400123456
             --flow password (the default), register or 3pid
             --language de (default: the option \`locale\`, else en)
  preview    Writes every mail, SMS and page in every language into a folder
             --out ./preview
  help       Says this

--config names a module whose default export (or module.exports) is what createPasswordResetRouter is given, or a
function that answers it, which may be async. Exit code: 0 all is well, 1 something is wrong, 2 wrongly called.`

const text = { type: 'string' } as const
const optionsOf = {
  check: { config: text },
  'send-test': { config: text, to: text, flow: text, language: text },
  preview: { config: text, out: text },
} as const

/** @throws UsageError */
export function parseCommand(args: readonly string[]): Command {
  const [name = '', ...rest] = args
  if (args.includes('--help') || args.includes('-h') || name === 'help') return { name: 'help' }
  switch (name) {
    case 'check':
      return { name, config: required('config', parsed(name, rest)) }
    case 'send-test': {
      const { language, ...values } = parsed(name, rest)
      const to = required('to', values)
      return { name, config: required('config', values), to, flow: flowFrom(values['flow']), language }
    }
    case 'preview': {
      const values = parsed(name, rest)
      return { name, config: required('config', values), out: required('out', values) }
    }
    default:
      throw new UsageError(
        name === '' ? 'No command was given' : `There is no command ${name}${nearMiss(name, Object.keys(optionsOf))}`,
      )
  }
}

type Values = Readonly<Record<string, string | undefined>>

function parsed(name: keyof typeof optionsOf, args: readonly string[]): Values {
  const options: Readonly<Record<string, typeof text>> = optionsOf[name]
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`)
  }
}

function required(option: string, values: Values): string {
  const value = values[option]
  if (value === undefined || value === '') throw new UsageError(`--${option} is required`)
  return value
}

function flowFrom(value = 'password'): Flow {
  const flow = flows.find((each) => each === value)
  if (flow === undefined) throw new UsageError(`--flow must be one of ${flows.join(', ')}`)
  return flow
}
