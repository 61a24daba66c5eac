import type { Request } from 'express'
import { addressOf, networkOf } from '../../lib/http/network'

const from = (ip: string | undefined) => ({ ip }) as Request
const networkNameOf = (ip: string | undefined) => {
  const { site, customer } = networkOf(from(ip))
  return `${site} ${customer}`.trim()
}

describe('the network of a client', () => {
  test('is its address, without the port that some proxies put behind it', () => {
    expect(networkNameOf('203.0.113.7:40001')).toBe('203.0.113.7')
    expect(networkNameOf('203.0.113.7')).toBe('203.0.113.7')
    expect(networkNameOf('[2001:db8::1]:40001')).toBe(networkNameOf('2001:db8::2'))
  })

  test.each([
    ...['::ffff:203.0.113.7', '::FFFF:203.0.113.7', '::ffff:cb00:7107', '0:0:0:0:0:ffff:203.0.113.7'],
    ...['0000:0000:0000:0000:0000:FFFF:CB00:7107', '[::ffff:203.0.113.7]:443', '::ffff:203.0.113.7%eth0'],
    ...['64:ff9b::203.0.113.7', '64:FF9B::CB00:7107', '0064:ff9b:0:0:0:0:203.0.113.7', '64:ff9b:0::cb00:7107'],
    ...['64:ff9b::0:cb00:7107', '[64:ff9b::cb00:7107]:40001', '0064:ff9b:0000:0000:0000:0000:cb00:7107'],
  ])('is the IPv4 address in %s', (written) => {
    expect(networkNameOf(written)).toBe('203.0.113.7')
    expect(addressOf(from(written))).toBe('203.0.113.7')
  })

  test.each(['::fffe:cb00:7107', '64:ff9b:1::cb00:7107', '64:ff9c::cb00:7107', '::cb00:7107', '1::ffff:203.0.113.7'])(
    'is its own where there is none in it: %s',
    (written) => {
      expect(networkNameOf(written)).toMatch(/\/48 [0-9a-f]{2}$/)
      expect(addressOf(from(written))).toBe(written)
    },
  )

  test('is a /56 of IPv6, however it is written', () => {
    expect(networkNameOf('2001:db8:0:ff::1')).toBe(networkNameOf('2001:db8:0:1::9'))
    expect(networkNameOf('2001:db8:0:100::1')).not.toBe(networkNameOf('2001:db8:0:1::9'))
    expect(networkNameOf('fe80::1%eth0')).toBe(networkNameOf('fe80::2'))
    expect(networkNameOf('2001:0DB8::')).toBe(networkNameOf('2001:db8:0:0:0:0:0:1'))
    expect(networkNameOf('::1')).toBe(networkNameOf('0:0:0:0:0:0:0:1'))
    expect(networkNameOf('2001:db8:1:2:3:4:5::')).toBe('2001:db8:1::/48 00')
    expect(networkNameOf('2001:db8:1:fe02:3:4:5::')).toBe('2001:db8:1::/48 fe')
  })

  test('lies in a /48', () => {
    const site = (ip: string) => networkOf(from(ip)).site
    expect(site('2001:db8:7:100::1')).toBe(site('2001:db8:7:ff00::1'))
    expect(site('2001:db8:7::1')).not.toBe(site('2001:db8:8::1'))
    expect(site('2001:db8:7::1')).toBe('2001:db8:7::/48')
  })

  test('is one for all that is no address, which nobody is shown', () => {
    const none = [
      'unknown',
      '_hidden',
      'x:1',
      '',
      undefined,
      '1.2.3.4.5',
      '999.1.1.1',
      `::1${' '.repeat(20_000)}`,
      'x'.repeat(20_000),
    ]
    expect(new Set(none.map(networkNameOf)).size).toBe(1)
    expect(none.map((ip) => addressOf(from(ip)))).toEqual(none.map(() => ''))
  })
})

test('the IP address of a client is what it was at first', () => {
  let ip: string | undefined = '::ffff:198.51.100.7'
  const request = {
    get ip() {
      return ip
    },
  } as Request
  expect(addressOf(request)).toBe('198.51.100.7')
  ip = undefined
  expect(addressOf(request)).toBe('198.51.100.7')
  expect(addressOf({ ip } as Request)).toBe('')
})
