// The first requests of a client: the homeserver's URL, and the versions and features that it supports.
import { Router } from 'express'
import { methodNotAllowed } from './errors.mjs'

const versions = {
  versions: [
    ...['r0.5.0', 'r0.6.0', 'r0.6.1'],
    ...['v1.1', 'v1.2', 'v1.3', 'v1.4', 'v1.5', 'v1.6', 'v1.7', 'v1.8', 'v1.9', 'v1.10', 'v1.11'],
  ],
  // Clients need not name an identity server to confirm an address.
  unstable_features: { 'm.require_identity_server': false },
}

/** @param {string} publicBaseUrl */
export function discoveryRoutes(publicBaseUrl) {
  const router = Router()
  serve(router, '/.well-known/matrix/client', { 'm.homeserver': { base_url: publicBaseUrl } })
  serve(router, '/_matrix/client/versions', versions)
  return router
}

/**
 * @param {Router} router
 * @param {string} path
 * @param {object} json
 */
function serve(router, path, json) {
  router
    .route(path)
    .get((_request, response) => void response.json(json))
    .all(methodNotAllowed)
}
