#!/usr/bin/env node
import { errorText } from '../error-text'
import { runCommandLine } from './command-line'

/** Whether an error happened that nobody waits for: a server would have crashed. */
let failedAside = false

process.on('uncaughtException', (error) => {
  if (!failedAside)
    process.stderr.write(`An error that nobody handles (a client without an 'error' listener?): ${errorText(error)}\n`)
  failedAside = true
})

const output = {
  say: (line: string) => void process.stdout.write(`${line}\n`),
  complain: (line: string) => void process.stderr.write(`${line}\n`),
}

void runCommandLine(process.argv.slice(2), output).then((code) => {
  const end = () => process.exit(code === 0 && failedAside ? 1 : code)
  // Exits explicitly, because something that the configuration opened (a Redis client, say) would keep the process
  // alive; but not before all output is written.
  process.stdout.write('', () => process.stderr.write('', end))
})
