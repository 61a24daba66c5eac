import { failureOfAnswer } from '../../lib/senders/http-answer'

const now = Date.UTC(2026, 0, 1, 12, 0, 0)

const failureOf = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  failureOfAnswer('The provider', { status, header: (name) => headers[name] }, { 401: 'check the key' }, now)

test.each([400, 401, 403, 413])('%i is refused for good, whatever wait it asks for', (status) => {
  const error = failureOf(status, { 'retry-after': '30' })
  const advice = status === 401 ? ': check the key' : ''
  expect(error).toMatchObject({ failure: 'refused', message: `The provider answered ${status}${advice}` })
  expect(error.details).toEqual({ code: status })
})

test('429 was not taken, and may be tried later', () => {
  expect(failureOf(429).failure).toBe('unavailable')
  expect(failureOf(429).details).toEqual({ code: 429 })
})

test.each([408, 500, 502, 503, 504])('%i may have been taken', (status) => {
  expect(failureOf(status).failure).toBe('timeout')
  expect(failureOf(status, { 'retry-after': '1' }).details).toEqual({ code: status, retryAfterMs: 1_000 })
})

test.each([
  ['seconds', { 'retry-after': '30' }, 30_000],
  ['a date', { 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT' }, 60_000],
  ['a date that is over', { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  ['more than a day', { 'retry-after': '999999999' }, 86_400_000],
  ['the end of a window', { 'x-ratelimit-reset': String(now / 1_000 + 5) }, 5_000],
  ['both: the first counts', { 'retry-after': '1', 'x-ratelimit-reset': String(now / 1_000 + 5) }, 1_000],
  ['nonsense', { 'retry-after': 'soon' }, undefined],
  ['nonsense of a window', { 'x-ratelimit-reset': 'soon' }, undefined],
])('a wait as %s', (_what, headers, retryAfterMs) => {
  expect(failureOf(429, headers).details.retryAfterMs).toBe(retryAfterMs)
})
