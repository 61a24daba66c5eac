// `/outbox` for eyes and `/outbox.json` for programs: what would have been sent.
import { Router } from 'express'
import { methodNotAllowed } from './errors.mjs'
import { loopbackOnly } from './loopback.mjs'
import { pages } from './pages.mjs'

const files = { '/outbox': 'outbox.html', '/outbox.css': 'outbox.css', '/outbox.js': 'outbox.js' }
/** A mail's frame stands under the policy of the page around it, and mails are styled inline. */
const policy = ["style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "connect-src 'self'"]

/** @param {readonly import('express-matrix-password-reset').OutboxMessage[]} messages oldest first */
export function outboxPages(messages) {
  const router = Router()
  router.use(['/outbox', '/outbox.json'], loopbackOnly)
  router
    .route('/outbox.json')
    .get((_request, response) => {
      // Every other site may read what the rest of this server says, but not this.
      response.removeHeader('Access-Control-Allow-Origin')
      response.set('Cache-Control', 'no-store').json(messages.map(shown))
    })
    .all(methodNotAllowed)
  router.use(pages(files, policy))
  return router
}

/** @param {import('express-matrix-password-reset').OutboxMessage} message */
function shown({ medium, to, subject, text, html, links, code, sentAt }) {
  return { medium, to, subject, text, html, links, code, sentAt }
}
