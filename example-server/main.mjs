// The example homeserver as a program: `npm start`. Its settings are in configuration.mjs.
import { startExampleServer } from './server.mjs'

const starting = startExampleServer(process.env, (line) => process.stdout.write(`${line}\n`))
// Set before the server has started, because somebody who reads its lines may stop it at once.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop())

try {
  await starting
} catch (error) {
  // Only the message: the stack would not help a person who set a variable wrong.
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
