// Starts the example once for each environment in its argument; prints what each start failed with, or null.
import { startExampleServer } from '../../example-server/server.mjs'

const failures = []
for (const env of JSON.parse(process.argv[2] ?? '')) {
  try {
    const server = await startExampleServer(env, () => undefined)
    await server.close()
    failures.push(null)
  } catch (error) {
    failures.push(/** @type {Error} */ (error).message)
  }
}
console.log(JSON.stringify(failures))
