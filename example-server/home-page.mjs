// `GET /`: what can be done here.
import { Router } from 'express'
import { pages } from './pages.mjs'

/**
 * @param {string} publicBaseUrl
 * @param {boolean} hasOutbox whether the page says where to look for what was sent
 */
export function homePage(publicBaseUrl, hasOutbox) {
  const policy = ["style-src 'self'", "img-src 'self' data:"]
  return pages({ '/': 'home.html', '/style.css': 'style.css' }, policy, {
    baseUrl: publicBaseUrl,
    outbox: hasOutbox ? '' : 'hidden',
  })
}

/**
 * The reset page takes forms from the origin of `publicBaseUrl` alone. Whoever opens it as localhost is sent to 127.0.0.1.
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
