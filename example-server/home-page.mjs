// `GET /`: a page that explains what to try.
import { Router } from 'express'
import { pages } from './pages.mjs'

/**
 * @param {string} publicBaseUrl
 * @param {boolean} hasOutbox whether the page links to the outbox
 */
export function homePage(publicBaseUrl, hasOutbox) {
  const policy = ["style-src 'self'", "img-src 'self' data:"]
  return pages({ '/': 'home.html', '/style.css': 'style.css' }, policy, {
    baseUrl: publicBaseUrl,
    outbox: hasOutbox ? '' : 'hidden',
  })
}

/**
 * Redirects a browser that uses another name of this machine (localhost for 127.0.0.1), because the reset page accepts forms
 * only from the origin of `publicBaseUrl`.
 * @param {string} publicBaseUrl
 */
export function byOneName(publicBaseUrl) {
  const router = Router()
  router.get('/reset', (request, response, next) => {
    if (request.headers.host === new URL(publicBaseUrl).host) next()
    else response.redirect(`${publicBaseUrl}/reset`)
  })
  return router
}
