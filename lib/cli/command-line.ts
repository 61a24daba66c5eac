import { errorText } from '../error-text'
import { parseCommand, usage, UsageError, type Command } from './arguments'
import { check } from './check'
import { CommandError } from './command-error'
import { loadOptions } from './load-options'
import type { Output } from './output'
import { preview } from './preview'
import { sendTest } from './send-test'

/** Runs one command line, and answers the exit code: 0 all is well, 1 something is wrong, 2 wrongly called. */
export async function runCommandLine(args: readonly string[], output: Output): Promise<number> {
  try {
    const command = parseCommand(args)
    if (command.name === 'help') {
      output.say(usage)
      return 0
    }
    return await run(command, output)
  } catch (error) {
    if (error instanceof UsageError) {
      output.complain(`${error.message}\n\n${usage}`)
      return 2
    }
    output.complain(wordsOf(error))
    return 1
  }
}

async function run(command: Exclude<Command, { name: 'help' }>, output: Output): Promise<number> {
  const options = await loadOptions(command.config, output)
  switch (command.name) {
    case 'check':
      return check(options, output)
    case 'send-test':
      return sendTest(options, command, output)
    case 'preview':
      return preview(options, command.out, output)
  }
}

/** The factory's message about wrong options needs nothing added. */
function wordsOf(error: unknown): string {
  return error instanceof CommandError || error instanceof TypeError ? error.message : errorText(error)
}
