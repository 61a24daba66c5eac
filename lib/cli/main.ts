#!/usr/bin/env node
import { errorText } from '../error-text'
import { runCommandLine } from './command-line'

/** How the process ended up, where something failed that nobody waits for: a server would have ended of it. */
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
  // What the configuration opened (a Redis client, say) would keep the process; what was said must be out before it ends.
  process.stdout.write('', () => process.stderr.write('', end))
})
