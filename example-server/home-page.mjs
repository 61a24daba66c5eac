// `GET /`: what can be done here.
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
