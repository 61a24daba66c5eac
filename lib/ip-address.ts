import { isIPv4, isIPv6 } from 'node:net'

/** The longest text that is parsed. No IP address is longer, not even with its zone and port. */
const maxLength = 100

/**
 * The IP address in a text, without a zone or port; '' if there is none. For a mapped or NAT64 address this is the IPv4
 * address in it. The port is cut off because some proxies append it, and it differs for each connection of a client.
 */
export function plainIpAddress(text: string): string {
  if (isIPv4(text)) return text
  if (text.length > maxLength) return ''
  const [, bare = text] = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text) ?? /^\[(.*)\](?::\d+)?$/.exec(text) ?? []
  if (isIPv4(bare)) return bare
  const [address = ''] = bare.split('%', 1)
  return isIPv6(address) ? (ipv4Within(groupsOf(address)) ?? address) : ''
}

/** The /48 network of an IPv6 address (`site`), and the number of the /56 in it (`customer`). */
export function ipv6Network(address: string): { readonly site: string; readonly customer: string } {
  const [one = 0, two = 0, three = 0, four = 0] = groupsOf(address)
  const site = `${[one, two, three].map((group) => group.toString(16)).join(':')}::/48`
  return { site, customer: (four >> 8).toString(16).padStart(2, '0') }
}

/**
 * The IPv4 address in an IPv6 address, if there is one. It may be mapped (RFC 4291, 2.5.5.2), as sockets for both families
 * name IPv4 clients; or from NAT64 (RFC 6052, 2.1), where all of IPv4 would be one /56 and share one limit.
 */
function ipv4Within(groups: readonly number[]): string | undefined {
  const isMapped = beginsWith(groups, [0, 0, 0, 0, 0, 0xffff])
  const isNat64 = beginsWith(groups, [0x64, 0xff9b, 0, 0, 0, 0])
  if (!isMapped && !isNat64) return undefined
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

function beginsWith(groups: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((group, index) => groups[index] === group)
}

/** The eight groups of a valid IPv6 address, in any notation (RFC 4291, 2.2). */
function groupsOf(address: string): number[] {
  const [front = [], back] = address.split('::', 2).map(writtenGroups)
  if (back === undefined) return [...front]
  const missing = new Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0)
  return [...front, ...missing, ...back]
}

function writtenGroups(part: string): number[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}
