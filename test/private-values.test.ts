import { inspect } from 'node:util'
import { addressOf } from '../lib/http/network'
import { privateValuesOf } from '../lib/private-values'
import type { Request } from 'express'

test('those of a request stay its own, and are not shown where the request is', () => {
  const [request, other] = [{}, {}]
  privateValuesOf(request).add('tok_that_was_made', { nested: 'bob@example.org' })
  expect(privateValuesOf(request).hiddenIn('to bob@example.org')).toBe('to [private]')
  expect(privateValuesOf(other).hiddenIn('to bob@example.org')).toBe('to bob@example.org')
  expect(inspect(request, { showHidden: true, depth: 10 })).not.toMatch(/tok_|bob@/)
  expect(JSON.stringify(request)).toBe('{}')
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
