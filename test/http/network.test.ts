import type { Request } from 'express'
import { networkOf } from '../../lib/http/network'

const of = (ip: string | undefined) => networkOf({ ip } as Request)

describe('the network of a client', () => {
  test('is its address, without the port that some proxies put behind it', () => {
    expect(of('203.0.113.7:40001')).toBe('203.0.113.7')
    expect(of('203.0.113.7')).toBe('203.0.113.7')
    expect(of('::ffff:203.0.113.7')).toBe('203.0.113.7')
    expect(of('[2001:db8::1]:40001')).toBe(of('2001:db8::2'))
  })

  test('is a /56 of IPv6', () => {
    expect(of('2001:db8:0:ff::1')).toBe(of('2001:db8:0:1::9'))
    expect(of('2001:db8:0:100::1')).not.toBe(of('2001:db8:0:1::9'))
    expect(of('fe80::1%eth0')).toBe(of('fe80::2'))
  })

  test('is one for all that is no address', () => {
    expect(new Set(['unknown', '_hidden', 'x:1', '', undefined].map(of)).size).toBe(1)
  })
})
