import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Whether an IP address is not an ordinary public one: private, loopback, link-local, shared (CGNAT), multicast,
 * reserved, for documentation, benchmarks or protocols, or an IPv6 address that contains an IPv4 address (mapped,
 * compatible, NAT64, 6to4, Teredo, ISATAP), because a gateway would send it to that IPv4 address. A text that is no
 * address is special too. Source: IANA's special-purpose and multicast address registries for IPv4 (RFC 6890) and IPv6.
 */
export function isSpecialAddress(address: string): boolean {
  if (isIPv4(address)) return specialIPv4.check(address, 'ipv4')
  // A zone (`fe80::1%eth0`) is for addresses that mean something on one link only.
  if (!isIPv6(address) || address.includes('%')) return true
  return !globalIPv6.check(address, 'ipv6') || specialIPv6.check(address, 'ipv6') || isIsatap(address)
}

const specialIPv4 = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8], // this network (RFC 791)
  ['10.0.0.0', 8], // private use (RFC 1918)
  ['100.64.0.0', 10], // shared address space: carrier-grade NAT (RFC 6598)
  ['127.0.0.0', 8], // loopback (RFC 1122)
  ['169.254.0.0', 16], // link-local, where clouds keep their metadata (RFC 3927)
  ['172.16.0.0', 12], // private use (RFC 1918)
  ['192.0.0.0', 24], // IETF protocol assignments (RFC 6890)
  ['192.0.2.0', 24], // documentation (RFC 5737)
  ['192.31.196.0', 24], // AS112 (RFC 7535)
  ['192.52.193.0', 24], // AMT (RFC 7450)
  ['192.88.99.0', 24], // 6to4 relays, deprecated (RFC 7526)
  ['192.168.0.0', 16], // private use (RFC 1918)
  ['192.175.48.0', 24], // direct delegation AS112 (RFC 7534)
  ['198.18.0.0', 15], // benchmarks (RFC 2544)
  ['198.51.100.0', 24], // documentation (RFC 5737)
  ['203.0.113.0', 24], // documentation (RFC 5737)
  ['224.0.0.0', 4], // multicast (RFC 5771)
  ['240.0.0.0', 4], // reserved, and limited broadcast (RFC 1112, RFC 8190)
] as const)
  specialIPv4.addSubnet(network, prefix, 'ipv4')

/**
 * The global unicast addresses of IANA. Outside of them are loopback, IPv4-mapped and -compatible addresses, NAT64
 * (64:ff9b::/96, 64:ff9b:1::/48), discard-only (100::/64), SRv6 (5f00::/16), unique local, link-local, site-local and
 * multicast addresses, and everything that is not assigned yet.
 */
const globalIPv6 = new BlockList()
globalIPv6.addSubnet('2000::', 3, 'ipv6')

const specialIPv6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23], // IETF protocol assignments: Teredo, benchmarks, AMT, AS112, ORCHID (RFC 2928)
  ['2001:db8::', 32], // documentation (RFC 3849)
  ['2002::', 16], // 6to4 (RFC 3056)
  ['2620:4f:8000::', 48], // direct delegation AS112 (RFC 7534)
  ['3ffe::', 16], // 6bone, given back (RFC 3701)
  ['3fff::', 20], // documentation (RFC 9637)
] as const)
  specialIPv6.addSubnet(network, prefix, 'ipv6')

/** `…:0:5efe:a.b.c.d` or `…:200:5efe:a.b.c.d` under any prefix (RFC 5214, section 6.1). */
function isIsatap(address: string): boolean {
  return /:(?:0|200)?:5efe:[0-9a-f]{1,4}:[0-9a-f]{1,4}\]$/.test(new URL(`http://[${address}]`).hostname)
}
