// The example homeserver as a program: `npm start`. What it can be told stands in configuration.mjs.
import { startExampleServer } from './server.mjs'

const starting = startExampleServer(process.env, (line) => process.stdout.write(`${line}\n`))
// Before it is up: whoever reads its lines may stop it at once.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop())

try {
  await starting
} catch (error) {
  // One line for a person; the stack would only tell where it was noticed.
  process.stderr.write(`Cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function stop() {
  try {
    const server = await starting
    await server.close()
  } catch (error) {
    process.stderr.write(`Could not stop in order: ${String(error)}\n`)
    process.exitCode = 1
  }
}
