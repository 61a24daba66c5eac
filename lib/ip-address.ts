/** An IP address without what may come with it. A socket that takes both families names an IPv4 address as
 * `::ffff:192.0.2.1`; an IPv6 one may carry its zone; and some proxies put the port of a client behind its address, which is
 * another one for each connection. What is no IP address stays much as it came. */
export function plainIpAddress(text: string): string {
  const [, bare = text] = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text) ?? /^\[(.*)\](?::\d+)?$/.exec(text) ?? []
  const withoutZone = bare.split('%', 1)[0] ?? ''
  return /^::ffff:\d{1,3}(?:\.\d{1,3}){3}$/i.test(withoutZone) ? withoutZone.slice('::ffff:'.length) : withoutZone
}
