// The real matrix-js-sdk in a process of its own: it is ES modules alone, which a CommonJS test cannot import. The parent
// says which method to call, and is told what it resolved with or what the Matrix error was.
import { createClient, MatrixError } from 'matrix-js-sdk'

const quiet = { debug() {}, info() {}, warn() {}, error() {}, trace() {}, getChild: () => quiet }
let client

process.on('message', async ({ id, baseUrl, name, args }) => {
  try {
    if (baseUrl !== undefined) client = createClient({ baseUrl, logger: quiet })
    process.send?.({ id, value: name === undefined ? {} : await client[name](...args) })
  } catch (error) {
    process.send?.({ id, error: toldOf(error) })
  }
})
process.on('disconnect', () => process.exit(0))

function toldOf(error) {
  if (!(error instanceof MatrixError)) return { words: String(error) }
  const { httpStatus, errcode, data } = error
  return { httpStatus, errcode, data, retryAfterMs: error.isRateLimitError() ? error.getRetryAfterMs() : null }
}
