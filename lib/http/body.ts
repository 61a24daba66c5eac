import express, { type Request, type Response } from 'express'
import { privateValuesOf } from '../private-values'
import { MatrixError } from './matrix-error'
import { isLarger } from './parsed-size'

/** The largest body that is read, in bytes. */
const maxBytes = 16 * 1024

/** The fields of a body or a query: own properties of unknown types. */
export type Fields = Readonly<Record<string, unknown>>

const noBytes = Buffer.alloc(0)

const readRaw = express.raw({ type: () => true, limit: maxBytes })

/**
 * Reads a JSON body, whatever the `Content-Type` says (clients leave it out); or takes what the host's own parser made
 * of it.
 *
 * @throws MatrixError 413 `M_TOO_LARGE`, 415 `M_NOT_JSON` (charset or encoding), 400 `M_NOT_JSON`, 400 `M_BAD_JSON` if
 * it is JSON but no object
 */
export async function readJson(request: Request, response: Response): Promise<Fields> {
  const body = await readBody(request, response)
  return taken(request, body.parsed ?? asObject(parseJson(body.text)))
}

/**
 * Reads a JSON object; or a form, if the `Content-Type` says so and the body does not start with `{`.
 *
 * @throws MatrixError as `readJson`, and 400 `M_INVALID_PARAM` if a field of a form is repeated
 */
export async function readJsonOrForm(request: Request, response: Response): Promise<Fields> {
  const body = await readBody(request, response)
  const asForm = isForm(request.headers)
  if (body.parsed) return taken(request, asForm ? withoutRepeated(body.parsed) : body.parsed)
  if (asForm && !body.text.trimStart().startsWith('{'))
    return taken(request, singleFields(new URLSearchParams(body.text)))

  return taken(request, asObject(parseJson(body.text)))
}

/**
 * Reads a request's query from its URL, because the host may have set a parser that makes objects of it.
 *
 * @throws MatrixError 400 `M_INVALID_PARAM` if a field is repeated
 */
export function readQuery(request: Request): Fields {
  const from = request.url.indexOf('?')
  return taken(request, singleFields(new URLSearchParams(from < 0 ? '' : request.url.slice(from + 1))))
}

/** Adds all fields to the private values: no log line about the request may contain any of them. */
function taken(request: Request, fields: Fields): Fields {
  privateValuesOf(request).add(fields)
  return fields
}

type Body = { readonly parsed: Fields; readonly text?: never } | { readonly parsed?: never; readonly text: string }

async function readBody(request: Request, response: Response): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  if (isReadByHost(request)) return hostsBody(request.body as unknown, request.headers)
  // A body that came with its head is read right behind it: one turn later it is there.
  await Promise.resolve()
  const raw = isHereInWhole(request) ? takeWhole(request) : await readStream(request, response)
  return { text: decode(raw, request.headers['content-type']) }
}

/**
 * Whether the host has read the body. Body parsers mark this on the request; one that does not has at least ended the
 * stream.
 */
function isReadByHost(request: Request & { _body?: unknown }): boolean {
  return request._body === true || request.readableEnded
}

function hostsBody(body: unknown, headers: Request['headers']): Body {
  if (Buffer.isBuffer(body)) {
    if (body.length > maxBytes) throw tooLarge()
    return { text: decode(body, headers['content-type']) }
  }
  if (typeof body === 'string') {
    if (Buffer.byteLength(body) > maxBytes) throw tooLarge()
    return { text: body }
  }
  const parsed = asObject(body)
  // Without a length, or if the body was compressed, the size of the parsed value is measured instead.
  const isMeasured = 'content-length' in headers && !('content-encoding' in headers)
  if (!isMeasured && isTooLarge(parsed)) throw tooLarge()
  const json = isForm(headers) ? jsonTakenForForm(parsed) : undefined
  return json === undefined ? { parsed } : { text: json }
}

function isTooLarge(parsed: Fields): boolean {
  try {
    return isLarger(parsed, maxBytes)
  } catch (error) {
    throw new MatrixError(400, 'M_NOT_JSON', 'The request could not be read', { cause: error })
  }
}

/**
 * JSON that was sent with a form's header. A host's form parser makes one field of it, whose name is the whole body.
 */
function jsonTakenForForm(fields: Fields): string | undefined {
  const [[name = '', value] = [], ...others] = Object.entries(fields)
  return name.trimStart().startsWith('{') && value === '' && others.length === 0 ? name : undefined
}

function isForm(headers: Request['headers']): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers['content-type'] ?? '')
}

async function readStream(request: Request, response: Response): Promise<Buffer> {
  const hosts: unknown = request.body
  try {
    await new Promise<void>((resolve, reject) => {
      readRaw(request, response, (error?: unknown) => {
        if (error === undefined) resolve()
        else reject(error instanceof Error ? error : new Error('The body could not be read'))
      })
    })
    const body: unknown = request.body
    // Without a body the parser leaves `request.body` as it was.
    return Buffer.isBuffer(body) ? body : noBytes
  } catch (error) {
    throw bodyError(error)
  } finally {
    request.body = hosts
  }
}

/**
 * Whether the whole body has arrived in one small piece, as most do: taking it costs a fraction of listening to the
 * stream. Everything else (compressed, in chunks, listened to by the host, still on its way) is left to Express's
 * reader.
 */
function isHereInWhole(request: Request): boolean {
  const { headers } = request
  return (
    request.readableFlowing === null &&
    request.readableEncoding === null &&
    request.readableLength === Number(headers['content-length']) &&
    headers['content-encoding'] === undefined
  )
}

function takeWhole(request: Request): Buffer {
  const bytes = request.read() as Buffer | null
  // On to its end: until then Node holds the connection's next request back.
  request.resume()
  return bytes ?? noBytes
}

function bodyError(error: unknown): MatrixError {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  if (status === 413) return tooLarge(error)
  if (status === 415)
    return new MatrixError(415, 'M_NOT_JSON', "The request's content encoding cannot be read", { cause: error })
  return new MatrixError(400, 'M_NOT_JSON', 'The request could not be read to its end', { cause: error })
}

function tooLarge(cause?: unknown): MatrixError {
  return new MatrixError(413, 'M_TOO_LARGE', `The request is larger than ${maxBytes} bytes`, { cause })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Decodes the body with the charset that the client named; `TextDecoder` refuses bytes that are not in it. */
function decode(raw: Buffer, contentType: string | undefined): string {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType ?? '') ?? []
  const decoder = /^utf-8$/i.test(charset) ? utf8 : decoderFor(charset)
  try {
    return decoder.decode(raw)
  } catch (error) {
    throw new MatrixError(400, 'M_NOT_JSON', 'The request is not of the charset that it names', { cause: error })
  }
}

function decoderFor(charset: string) {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch (error) {
    throw new MatrixError(415, 'M_NOT_JSON', "The request's charset cannot be read", { cause: error })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The parser's own message would quote the body.
    throw notJson()
  }
}

function notJson(): MatrixError {
  return new MatrixError(400, 'M_NOT_JSON', 'The request is not JSON')
}

function asObject(value: unknown): Fields {
  if (value === undefined) throw new MatrixError(400, 'M_NOT_JSON', 'The request has no body')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MatrixError(400, 'M_BAD_JSON', 'The request is JSON, but not an object')
  return value as Fields
}

function singleFields(parameters: URLSearchParams): Fields {
  const fields = new Map<string, string>()
  for (const [name, value] of parameters) {
    if (fields.has(name)) throw repeated()
    fields.set(name, value)
  }
  return Object.fromEntries(fields)
}

/** A host's form parser makes lists and objects of repeated fields, so these are refused. */
function withoutRepeated(fields: Fields): Fields {
  if (Object.values(fields).some((value) => typeof value !== 'string')) throw repeated()
  return fields
}

function repeated(): MatrixError {
  return new MatrixError(400, 'M_INVALID_PARAM', 'A field is given more than once')
}
