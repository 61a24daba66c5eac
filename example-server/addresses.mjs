// Under which URLs this server is reached.
import { networkInterfaces } from 'node:os'

/**
 * @param {string} host
 * @param {number} port
 * @returns {string} a URL that works on this machine; where `host` means all of its addresses, also on a phone in the same
 *   network
 */
export function baseUrlOf(host, port) {
  if (host !== '0.0.0.0' && host !== '::') return urlOf(host, port)
  return urlOf(networkAddress() ?? '127.0.0.1', port)
}

/**
 * The outbox is for this machine alone, so its page needs a name of this machine alone.
 * @param {string} host
 * @param {number} port
 */
export function localUrlOf(host, port) {
  return host === '0.0.0.0' || host === '::' ? urlOf('127.0.0.1', port) : urlOf(host, port)
}

/** @returns {string | undefined} of the first network that this machine is in */
function networkAddress() {
  const addresses = Object.values(networkInterfaces()).flatMap((ofOne) => ofOne ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}

/**
 * @param {string} name
 * @param {number} port
 */
function urlOf(name, port) {
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
