// Registers a path of the Client-Server API in its versions, and reads the JSON of its requests.
import express from 'express'
import { MatrixError } from 'express-matrix-password-reset'
import { methodNotAllowed } from './errors.mjs'

/** @typedef {import('express').RequestHandler} Handler */

/** Reads every body as JSON, because some clients leave the `Content-Type` out. */
const readJson = express.json({ type: () => true, limit: '64kb', strict: false })

/**
 * @param {import('express').Router} router
 * @param {string} path behind `/_matrix/client/v3` and `/_matrix/client/r0`
 * @param {{ GET?: Handler, POST?: Handler }} handlers
 */
export function clientServerRoute(router, path, { GET, POST }) {
  const route = router.route([`/_matrix/client/v3${path}`, `/_matrix/client/r0${path}`])
  if (GET) route.get(GET)
  if (POST) route.post(readJson, POST)
  route.all(methodNotAllowed)
}

/**
 * @param {import('express').Request} request
 * @returns {Readonly<Record<string, unknown>>}
 * @throws MatrixError 400 `M_NOT_JSON` if there is no body, 400 `M_BAD_JSON` if it is no object
 */
export function bodyOf(request) {
  const body = /** @type {unknown} */ (request.body)
  if (body === undefined) throw new MatrixError(400, 'M_NOT_JSON', 'The request has no body')
  return objectFrom(body, 'The body')
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {Readonly<Record<string, unknown>>}
 * @throws MatrixError 400 `M_BAD_JSON`
 */
export function objectFrom(value, name) {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MatrixError(400, 'M_BAD_JSON', `${name} must be an object`)
  return /** @type {Readonly<Record<string, unknown>>} */ (value)
}

/**
 * @param {Readonly<Record<string, unknown>>} fields
 * @param {string} name
 * @returns {string}
 * @throws MatrixError 400 `M_MISSING_PARAM`, 400 `M_BAD_JSON`
 */
export function stringFrom(fields, name) {
  const value = fields[name]
  if (value === undefined) throw new MatrixError(400, 'M_MISSING_PARAM', `Missing: ${name}`)
  if (typeof value !== 'string') throw new MatrixError(400, 'M_BAD_JSON', `${name} must be a string`)
  return value
}
