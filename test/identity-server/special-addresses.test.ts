import fc from 'fast-check'
import { isSpecialAddress } from '../../lib/identity-server/special-addresses'

/** First and last address of each range. */
const specialAddresses = `
  0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.0.0.1 127.255.255.255
  169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0 192.0.2.255
  192.31.196.0 192.31.196.255 192.52.193.0 192.52.193.255 192.88.99.0 192.88.99.255 192.168.0.0 192.168.255.255
  192.175.48.0 192.175.48.255 198.18.0.0 198.19.255.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255
  224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.254 255.255.255.255

  :: ::1 ::7f00:1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1
  0:0:0:0:0:ffff:7f00:0001 64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1 64:ff9b:1:ffff:ffff:ffff:ffff:ffff
  100:: 100::ffff 100:0:0:1::1 200::1 1fff:ffff::1
  2001:: 2001:0:7f00:1:: 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1
  2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff 2001:db8:: 2001:DB8::1 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff
  2002:: 2002:7f00:1::1 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2620:4f:8000::1 3ffe::1
  3fff:: 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff
  4000:: 5f00::1 8000::1 fc00:: fd00::1 fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe80:: fe80::1 fe80::1%eth0 2a00:1450::1%eth0 febf::1
  fec0::1 feff::1 ff00:: ff02::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
  2a00:1450:4001:800:0:5efe:7f00:1 2a00:1450:4001:800:200:5efe:10.0.0.1 2a00::5efe:7f00:1 2a00::5EFE:127.0.0.1
`

/** The neighbours of those ranges, and servers that there are. */
const ordinaryAddresses = `
  1.0.0.0 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
  169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.31.195.255 192.31.197.0 192.52.192.255
  192.52.194.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 192.175.47.255 192.175.49.0 198.17.255.255
  198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255

  2000::1 2001:200:: 2001:db7:ffff::1 2001:db9::1 2001:4860:4860::8888 2003::1 2606:4700:4700::1111 2620:4f:7fff::1
  2620:4f:8001::1 2a00:1450:4001:800::200e 2a00:1450:4001:800:100:5efe:808:808 2a00:1450:4001:800:1:5efe:808:808
  3ffd::1 3fff:1000::1
`

const wordsOf = (text: string) => text.trim().split(/\s+/)

test.each(wordsOf(specialAddresses))('%s is special', (address) => {
  expect(isSpecialAddress(address)).toBe(true)
})

test.each(wordsOf(ordinaryAddresses))('%s is not', (address) => {
  expect(isSpecialAddress(address)).toBe(false)
})

test.each(['', 'localhost', 'id.example.org', '127.1', '010.0.0.1', '1.2.3.4 ', '[2606:4700::1]', '2606:4700::1/64'])(
  '%j is no address, so it is special',
  (address) => {
    expect(isSpecialAddress(address)).toBe(true)
  },
)

test('whatever IPv4 address stands in an IPv6 address, it is special', () => {
  const prefixes = ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '2a00:1450:4001:800:0:5efe:']
  fc.assert(
    fc.property(fc.constantFrom(...prefixes), fc.ipV4(), (prefix, address) => {
      expect(isSpecialAddress(`${prefix}${address}`)).toBe(true)
    }),
  )
})

test('every spelling of an address is judged alike', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
      expect(isSpecialAddress(address)).toBe(isSpecialAddress(canonical))
      expect(isSpecialAddress(address.toUpperCase())).toBe(isSpecialAddress(canonical))
    }),
  )
})
