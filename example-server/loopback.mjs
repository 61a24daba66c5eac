// Restricts the outbox to this machine, because it shows tokens.
import { BlockList } from 'node:net'
import { MatrixError } from 'express-matrix-password-reset'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6')

/**
 * Refuses requests from other machines. The IP address is the connection's, which no header can change. The name in `Host`
 * must be this machine's, because another site could use a name that resolves to 127.0.0.1 and read the outbox through a
 * browser here. Requests through a proxy are refused, because they may come from anywhere.
 * @param {import('express').Request} request
 * @param {import('express').Response} _response
 * @param {import('express').NextFunction} next
 * @throws MatrixError 403 `M_FORBIDDEN`
 */
export function loopbackOnly(request, _response, next) {
  const { remoteAddress, remoteFamily } = request.socket
  const isNear = loopback.check(remoteAddress ?? '', remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in request.headers)
  if (!isNear || isPassedOn || !isLoopbackName(request.headers.host ?? ''))
    throw new MatrixError(403, 'M_FORBIDDEN', 'The outbox is for this machine alone')
  next()
}

/** @param {string} host */
function isLoopbackName(host) {
  return /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host)
}
