// `/reset`: a client in a browser that goes through a whole reset, by the same requests as any other.
import { pages } from './pages.mjs'

const files = { '/reset': 'reset.html', '/reset.css': 'reset.css', '/reset.js': 'reset.js', '/style.css': 'style.css' }

/**
 * @param {string} publicBaseUrl
 * @param {boolean} hasOutbox whether the page says where to look for what was sent
 */
export function resetPage(publicBaseUrl, hasOutbox) {
  const { origin } = new URL(publicBaseUrl)
  // A `submit_url` is of the public origin, which the page itself need not be (localhost, 127.0.0.1).
  const policy = ["style-src 'self'", "img-src 'self' data:", `connect-src 'self' ${origin}`]
  return pages(files, policy, { outbox: hasOutbox ? '' : 'hidden' })
}
