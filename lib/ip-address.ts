import { isIPv4, isIPv6 } from 'node:net'

/** No IP address is longer, with its zone and its port; what is longer is not looked at. */
const maxLength = 100

/** An IP address without what may come with it, or '' for what is none. A mapped or NAT64 one is the IPv4 address in it; an IPv6
 * one may carry its zone; and some proxies put the port of a client behind its address, which is another one for each
 * connection. */
export function plainIpAddress(text: string): string {
  if (isIPv4(text)) return text
  if (text.length > maxLength) return ''
  const [, bare = text] = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text) ?? /^\[(.*)\](?::\d+)?$/.exec(text) ?? []
  if (isIPv4(bare)) return bare
  const [address = ''] = bare.split('%', 1)
  return isIPv6(address) ? (ipv4Within(groupsOf(address)) ?? address) : ''
}

/** The /48 that an IPv6 address lies in, and which /56 of that. */
export function ipv6Network(address: string): { readonly site: string; readonly customer: string } {
  const [one = 0, two = 0, three = 0, four = 0] = groupsOf(address)
  const site = `${[one, two, three].map((group) => group.toString(16)).join(':')}::/48`
  return { site, customer: (four >> 8).toString(16).padStart(2, '0') }
}

/** The IPv4 address that an IPv6 one stands for: mapped (RFC 4291, 2.5.5.2), as a socket that takes both families names
 * it, or NAT64's (RFC 6052, 2.1), whose one /56 would be all of IPv4. */
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

/** The eight groups of a valid IPv6 address, however it is written (RFC 4291, 2.2). */
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
