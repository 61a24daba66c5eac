// The URLs of this server.
import { networkInterfaces } from 'node:os'

/**
 * @param {string} host
 * @param {number} port
 * @returns {string} a URL for this machine; if `host` means all IP addresses, one that also works on a phone in the same
 *   network
 */
export function baseUrlOf(host, port) {
  if (host !== '0.0.0.0' && host !== '::') return urlOf(host, port)
  return urlOf(networkAddress() ?? '127.0.0.1', port)
}

/**
 * The URL for the outbox, which only this machine may open.
 * @param {string} host
 * @param {number} port
 */
export function localUrlOf(host, port) {
  return host === '0.0.0.0' || host === '::' ? urlOf('127.0.0.1', port) : urlOf(host, port)
}

/** @returns {string | undefined} this machine's IP address in the first network that it is in */
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
