// The messages that would have been sent: `/outbox` is a page, `/outbox.json` is for programs.
import { Router } from 'express'
import { methodNotAllowed } from './errors.mjs'
import { loopbackOnly } from './loopback.mjs'
import { pages } from './pages.mjs'

const files = { '/outbox': 'outbox.html', '/outbox.css': 'outbox.css', '/outbox.js': 'outbox.js' }
/** Allows inline styles, because mails have them and a mail's frame is under the policy of this page. */
const policy = ["style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "connect-src 'self'"]

/** @param {readonly import('express-matrix-password-reset').OutboxMessage[]} messages oldest first */
export function outboxPages(messages) {
  const router = Router()
  router.use(['/outbox', '/outbox.json'], loopbackOnly)
  router
    .route('/outbox.json')
    .get((_request, response) => {
      // Other sites may read the answers of this server, but not the messages.
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
