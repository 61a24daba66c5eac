// Shows the guard of the outbox requests that no machine could make at will; prints the status that each is refused with,
// or null.
import { isIPv6 } from 'node:net'
import { loopbackOnly } from '../../example-server/loopback.mjs'

const statuses = JSON.parse(process.argv[2] ?? '').map(({ remoteAddress, headers }) => {
  const remoteFamily = remoteAddress && (isIPv6(remoteAddress) ? 'IPv6' : 'IPv4')
  try {
    let isLetIn = false
    const letIn = () => (isLetIn = true)
    const request = { socket: { remoteAddress, remoteFamily }, headers }
    loopbackOnly(.../** @type {Parameters<typeof loopbackOnly>} */ (/** @type {unknown} */ ([request, {}, letIn])))
    return isLetIn ? null : 0
  } catch (error) {
    return /** @type {{ status: number }} */ (error).status
  }
})
console.log(JSON.stringify(statuses))
