// The example homeserver as a program: `npm start`. What it can be told stands in configuration.mjs.
import { startExampleServer } from './server.mjs'

try {
  const server = await startExampleServer(process.env, (line) => process.stdout.write(`${line}\n`))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop(server))
} catch (error) {
  // One line for a person; the stack would only tell where it was noticed.
  process.stderr.write(`Cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

/** @param {import('./server.mjs').ExampleServer} server */
async function stop(server) {
  try {
    await server.close()
  } catch (error) {
    process.stderr.write(`Could not stop in order: ${String(error)}\n`)
    process.exitCode = 1
  }
}
