import { invalid, isOpaqueId } from '../http/grammar'
import type { Medium } from '../threepids/threepid'
import type { UpstreamAnswer } from './upstream-answer'
import type { UpstreamRequest } from './upstream-request'
import type { GuardedFetch } from './guarded-fetch'
import { IdentityServerError } from './identity-server-error'
import { errorFor } from './passed-errors'
import type { IdentityServer } from './trusted'

interface RequestTokenFieldsInCommon {
  readonly client_secret: string
  readonly send_attempt: number
  readonly next_link?: string | undefined
}

/** The fields of the Identity Service API's `requestToken`. */
export interface RequestTokenFields {
  readonly email: RequestTokenFieldsInCommon & { readonly email: string }
  readonly msisdn: RequestTokenFieldsInCommon & { readonly country: string; readonly phone_number: string }
}

interface SessionFields {
  readonly sid: string
  readonly client_secret: string
}

/**
 * The address that an identity server has validated. When that was is not read: the reference server answers the time
 * of the last request. The caller must check that this is the address that was asked about.
 */
interface Validated3pid {
  readonly medium: Medium
  /** The address as the server wrote it. It must be canonicalised before it is compared. */
  readonly address: string
}

/**
 * The token endpoints of the Identity Service API: v2 if there is an `id_access_token`, otherwise v1. Methods throw a
 * `MatrixError`, in this package's own words, for an error that may be passed on to the client (and 400
 * `M_INVALID_PARAM` for a token that no header can contain); any other failure is an `IdentityServerError`, which is
 * answered 502.
 */
export interface IdentityServerClient {
  /** The server's `submit_url` is not read: this homeserver says where a code is typed in. */
  requestToken<M extends Medium>(
    server: IdentityServer,
    medium: M,
    fields: RequestTokenFields[M],
    idAccessToken?: string,
  ): Promise<{ readonly sid: string }>

  /** True if the token is right; false if the server refused it, in whatever way. */
  submitToken(
    server: IdentityServer,
    medium: Medium,
    fields: SessionFields & { readonly token: string },
    idAccessToken?: string,
  ): Promise<boolean>

  /** Undefined if the address is not validated, or the session is expired or unknown. */
  getValidated3pid(
    server: IdentityServer,
    fields: SessionFields,
    idAccessToken?: string,
  ): Promise<Validated3pid | undefined>
}

/** @param guardedFetch how servers are reached; its owner closes it */
export function createIdentityServerClient(guardedFetch: GuardedFetch): IdentityServerClient {
  const ask = async (
    server: IdentityServer,
    exchange: UpstreamRequest,
    idAccessToken?: string,
  ): Promise<UpstreamAnswer> => {
    const version = idAccessToken === undefined ? 'api/v1' : 'v2'
    return guardedFetch.fetch(server, {
      ...exchange,
      path: `/_matrix/identity/${version}/${exchange.path}`,
      accessToken: checkAccessToken(idAccessToken),
    })
  }
  return {
    async requestToken(server, medium, fields, idAccessToken) {
      const path = `validate/${medium}/requestToken`
      const answer = await ask(server, { method: 'POST', path, body: requestTokenBody(fields) }, idAccessToken)
      return { sid: readSid(server, answer) }
    },
    async submitToken(server, medium, { sid, client_secret, token }, idAccessToken) {
      const path = `validate/${medium}/submitToken`
      const answer = await ask(server, { method: 'POST', path, body: { sid, client_secret, token } }, idAccessToken)
      return readSuccess(server, answer)
    },
    async getValidated3pid(server, { sid, client_secret }, idAccessToken) {
      const path = `3pid/getValidated3pid?${new URLSearchParams({ sid, client_secret }).toString()}`
      return readValidated3pid(server, await ask(server, { method: 'GET', path }, idAccessToken))
    },
  }
}

/** Tokens that a `Bearer` header can contain (RFC 6750: printable ASCII), and that are not too long for a server. */
const accessTokenGrammar = /^[\x21-\x7e]{1,4096}$/

/** Whether a text can be sent as an access token at all. */
export function isAccessToken(text: string): boolean {
  return accessTokenGrammar.test(text)
}

function checkAccessToken(idAccessToken: string | undefined): string | undefined {
  if (idAccessToken !== undefined && !isAccessToken(idAccessToken))
    throw invalid('id_access_token is not an access token')
  return idAccessToken
}

/** Copied field by field, so that nothing else of a client's body is sent to another server. */
function requestTokenBody(fields: RequestTokenFields[Medium]): object {
  const { client_secret, send_attempt, next_link } = fields
  const threepid =
    'email' in fields ? { email: fields.email } : { country: fields.country, phone_number: fields.phone_number }
  return { client_secret, ...threepid, send_attempt, ...(next_link === undefined ? {} : { next_link }) }
}

function readSid(server: IdentityServer, answer: UpstreamAnswer): string {
  if (answer.status !== 200) throw errorFor(server.name, answer)
  const sid = answer.body['sid']
  if (typeof sid !== 'string' || !isOpaqueId(sid))
    throw new IdentityServerError('bad_answer', server.name, 'answered without a sid of the grammar')
  return sid
}

/** The reference identity server answers a wrong token with `success: false`, in 200 for a link and in 404 for a code. */
function readSuccess(server: IdentityServer, answer: UpstreamAnswer): boolean {
  const { status, body } = answer
  if (body['success'] === false || (status === 400 && body['errcode'] === 'M_TOKEN_INCORRECT')) return false
  if (status !== 200) throw errorFor(server.name, answer)
  if (body['success'] !== true)
    throw new IdentityServerError('bad_answer', server.name, 'answered without saying whether the token is right')
  return true
}

const notValidatedErrcodes: readonly unknown[] = ['M_SESSION_NOT_VALIDATED', 'M_SESSION_EXPIRED', 'M_NO_VALID_SESSION']

function readValidated3pid(server: IdentityServer, answer: UpstreamAnswer): Validated3pid | undefined {
  const { status, body } = answer
  if ((status === 400 || status === 404) && notValidatedErrcodes.includes(body['errcode'])) return undefined
  if (status !== 200) throw errorFor(server.name, answer)
  const { medium, address } = body
  if (medium === undefined) {
    // Old servers answer this with 200 and an `errcode`.
    return undefined
  }
  const isWhole =
    (medium === 'email' || medium === 'msisdn') && typeof address === 'string' && address.length <= maxAddressLength
  if (!isWhole) throw new IdentityServerError('bad_answer', server.name, 'answered without a whole validated address')
  return { medium, address }
}

/** An email address is 64 + 1 + 254 bytes at most. */
const maxAddressLength = 320
