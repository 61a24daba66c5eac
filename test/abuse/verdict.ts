import type { HostileRequest, Endpoint } from './hostile-requests'
import type { WireAnswer } from './wire'

/** docs/errors.md: the errors that each route may answer, by status. */
const common = [
  ...['400 M_NOT_JSON', '400 M_BAD_JSON', '400 M_INVALID_PARAM', '405 M_UNRECOGNIZED', '413 M_TOO_LARGE'],
  ...['415 M_NOT_JSON', '429 M_LIMIT_EXCEEDED'],
]
const submitErrors = [...common, '400 M_MISSING_PARAMS', '400 M_TOKEN_INCORRECT', '400 M_SESSION_EXPIRED']
const errors: Readonly<Record<Endpoint, ReadonlySet<string>>> = {
  requestToken: new Set([...common, '400 M_MISSING_PARAM', '403 M_THREEPID_DENIED', '400 M_THREEPID_NOT_FOUND']),
  submitToken: new Set(submitErrors),
  confirm: new Set(submitErrors),
  password: new Set([...common, '400 M_MISSING_PARAM', '400 M_WEAK_PASSWORD', '401 M_UNAUTHORIZED']),
}

const opaque = /^[0-9a-zA-Z.=_-]{1,255}$/
const nextLinkOrigin = 'https://matrix.example.org'

export interface Verdict {
  /** What the answer came to, for a tally. */
  readonly answered: string
  /** What is wrong with it; null for nothing. */
  readonly complaint: string | null
}

/** Judges one answer by the table and the shape that each answer has. */
export function judge(request: HostileRequest, answer: WireAnswer | null): Verdict {
  if (!answer) return { answered: 'no answer', complaint: request.isBrokenHttp ? null : 'the connection ended' }
  const { status, headers } = answer
  const by = headers['x-answered-by-host']
  if (by !== undefined) {
    const isFine = by === 'fell through' ? request.aim === null : status < 500
    return { answered: by, complaint: isFine ? null : `the host's answer ${status}: ${by}` }
  }
  if (headers['access-control-allow-origin'] === undefined && request.isBrokenHttp && isNodesOwn(answer))
    return { answered: 'refused by Node', complaint: null }
  return judgeOwn(request, answer)
}

function isNodesOwn({ status, text, headers }: WireAnswer): boolean {
  return [400, 408, 413, 431].includes(status) && text === '' && headers['connection'] === 'close'
}

function judgeOwn(request: HostileRequest, answer: WireAnswer): Verdict {
  const { status, headers } = answer
  if (request.aim === null) return { answered: 'own', complaint: 'answered a path that is none of its own' }
  const type = headers['content-type']?.split(';')[0] ?? 'empty'
  const complaints: string[] = []
  for (const name of ['allow-origin', 'allow-methods', 'allow-headers', 'expose-headers'])
    if (headers[`access-control-${name}`] === undefined) complaints.push(`no CORS header ${name}`)
  if (request.method === 'OPTIONS') {
    if (status !== 204 || type !== 'empty') complaints.push('OPTIONS is not 204 without a body')
    return { answered: 'OPTIONS', complaint: complaints.join('; ') || null }
  }
  if (headers['cache-control'] !== 'no-store') complaints.push('may be cached')
  if (status === 405 && headers['allow'] === undefined) complaints.push('405 without Allow')
  if (status === 429 && !/^[1-9]\d*$/.test(headers['retry-after'] ?? '')) complaints.push('429 without Retry-After')
  const { answered, complaint } = judgeBody(request.aim.endpoint, request.method, type, answer)
  if (complaint) complaints.push(complaint)
  return { answered: `${request.aim.endpoint} ${answered}`, complaint: complaints.join('; ') || null }
}

function judgeBody(endpoint: Endpoint, method: string, type: string, { status, headers, text }: WireAnswer): Verdict {
  if (type === 'text/html') return judgePage(endpoint, method, status, headers, text)
  if (status === 302 || status === 303) {
    const isFine = headers['location']?.startsWith(`${nextLinkOrigin}/`) && text === '' && endpoint !== 'requestToken'
    return { answered: String(status), complaint: isFine ? null : `leads to ${String(headers['location'])}` }
  }
  if (type !== 'application/json') return { answered: String(status), complaint: `is of type ${type}` }
  if (headers['x-content-type-options'] !== 'nosniff') return { answered: String(status), complaint: 'may be sniffed' }
  if (method === 'HEAD') return { answered: `HEAD ${status}`, complaint: isKnownStatus(endpoint, status) }
  return judgeJson(endpoint, status, asObject(text))
}

function judgeJson(endpoint: Endpoint, status: number, body: Readonly<Record<string, unknown>> | null): Verdict {
  if (!body) return { answered: String(status), complaint: 'is no JSON object' }
  if (status === 200)
    return { answered: '200', complaint: isSuccess(endpoint, body) ? null : `200 with ${JSON.stringify(body)}` }
  const { errcode, error, retry_after_ms: wait, flows, params, session, ...others } = body
  const answered = `${status} ${String(errcode)}`
  const isFine =
    errors[endpoint].has(answered) &&
    typeof error === 'string' &&
    error !== '' &&
    (status === 429) === (Number.isInteger(wait) && Number(wait) > 0) &&
    (status === 401) === (Array.isArray(flows) && typeof params === 'object' && opaque.test(String(session))) &&
    Object.keys(others).length === 0
  return { answered, complaint: isFine ? null : `not of the table: ${JSON.stringify(body)}` }
}

function isSuccess(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(body).sort().join()
  if (endpoint === 'requestToken') {
    const { sid, submit_url: submitUrl } = body
    return (
      typeof sid === 'string' && opaque.test(sid) && (names === 'sid' || (names === 'sid,submit_url' && !!submitUrl))
    )
  }
  if (endpoint === 'password') return names === ''
  return (
    names === 'success' && (endpoint === 'confirm' ? typeof body['success'] === 'boolean' : body['success'] === true)
  )
}

function judgePage(
  endpoint: Endpoint,
  method: string,
  status: number,
  headers: WireAnswer['headers'],
  text: string,
): Verdict {
  const complaints: string[] = []
  if (endpoint !== 'submitToken' && endpoint !== 'confirm') complaints.push('a page where none is')
  if (method === 'HEAD' ? text !== '' : !/^<!doctype html>/i.test(text)) complaints.push('is no page')
  if (/<script|alert\(1\)>|onerror=/i.test(text)) complaints.push('holds a script')
  if (!headers['content-security-policy']?.startsWith("default-src 'none'")) complaints.push('without a policy')
  const statuses = isKnownStatus(endpoint, status)
  if (statuses) complaints.push(statuses)
  return { answered: `page ${status}`, complaint: complaints.join('; ') || null }
}

function isKnownStatus(endpoint: Endpoint, status: number): string | null {
  const known = status === 200 || [...errors[endpoint]].some((pair) => pair.startsWith(`${status} `))
  return known ? null : `status ${status} is not of the table`
}

function asObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(text) as unknown
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}
