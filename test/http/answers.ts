import type { HttpAnswer } from '../host/exchange'

/** Client-Server API, "Web Browser Clients"; and `Retry-After`, which a browser hides unless it is exposed. */
export function expectCors({ headers }: HttpAnswer): void {
  expect(headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers': 'X-Requested-With, Content-Type, Authorization',
    'access-control-expose-headers': expect.stringMatching(/\bRetry-After\b/) as string,
  })
}

export function expectJson(answer: HttpAnswer): void {
  expectCors(answer)
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/json\b/) as string,
    'cache-control': 'no-store',
  })
}

/** A standard error response: `errcode`, words, and nothing else. */
export function expectError(answer: HttpAnswer, status: number, errcode: string): void {
  expect({ status: answer.status, ...answer.body }).toEqual({
    status,
    errcode,
    error: expect.stringMatching(/\w/) as string,
  })
  expectJson(answer)
}

/** 429, with the wait in the body for one client and in the header for another: whole seconds, not less than the body's. */
export function expectLimited(answer: HttpAnswer, atMostMs: number): void {
  expect({ status: answer.status, ...answer.body }).toEqual({
    status: 429,
    errcode: 'M_LIMIT_EXCEEDED',
    error: expect.stringMatching(/\w/) as string,
    retry_after_ms: expect.any(Number) as number,
  })
  const waitMs = answer.body['retry_after_ms'] as number
  expect(Number.isInteger(waitMs) && waitMs > 0 && waitMs <= atMostMs).toBe(true)
  const { 'retry-after': retryAfter } = answer.headers
  expect(retryAfter).toBe(String(Math.ceil(waitMs / 1_000)))
  expectJson(answer)
}

/** A page for a person. */
export function expectPage(answer: HttpAnswer, status: number): void {
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toMatch(/^text\/html; charset=utf-8$/i)
  expect(answer.text).toMatch(/^<!DOCTYPE html>/i)
  expectCors(answer)
}
