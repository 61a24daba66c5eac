// Stand-ins for the mail server, SendGrid, Vonage and an identity server, which accept everything at once. They are a process
// of their own, so that their work does not count as the server's.
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { answerParent } from './processes.mjs'

const smtp = createServer(speakSmtp).listen(0, '127.0.0.1')
const http = createHttpServer({ keepAliveTimeout: 60_000 }, answerHttp).listen(0, '127.0.0.1')
await Promise.all([once(smtp, 'listening'), once(http, 'listening')])
let sids = 0
let mails = 0
let lastMailBytes = 0

answerParent(
  { smtpPort: smtp.address().port, httpPort: http.address().port },
  { mails: () => ({ mails, lastMailBytes }) },
)

/** A minimal SMTP server (RFC 5321), for a client that sends one mail after the other. */
function speakSmtp(socket) {
  let buffered = ''
  let inMail = false
  socket.on('error', () => socket.destroy())
  socket.setEncoding('latin1').setNoDelay(true).write('220 localhost ESMTP\r\n')
  socket.on('data', (chunk) => {
    buffered += chunk
    for (;;) {
      const end = inMail ? buffered.indexOf('\r\n.\r\n') : buffered.indexOf('\r\n')
      if (end < 0) return
      const text = buffered.slice(0, end)
      buffered = buffered.slice(end + (inMail ? 5 : 2))
      if (inMail) {
        mails += 1
        lastMailBytes = text.length
      }
      inMail = !inMail && /^DATA$/i.test(text)
      socket.write(inMail ? '354 go on\r\n' : answerSmtp(text))
    }
  })
}

function answerSmtp(line) {
  if (/^EHLO/i.test(line)) return '250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n'
  return /^QUIT$/i.test(line) ? '221 bye\r\n' : '250 ok\r\n'
}

function answerHttp(request, response) {
  request.resume().on('end', () => {
    const [status, json] = answerTo(request.url)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
  })
}

function answerTo(url) {
  if (url.startsWith('/v3/mail/send')) return [202, {}]
  if (url.startsWith('/sms/json'))
    return [200, { 'message-count': '1', messages: [{ to: '447400000000', 'message-id': '1', status: '0' }] }]

  if (url.endsWith('/requestToken')) return [200, { sid: `upstream${(sids += 1)}` }]
  return [404, {}]
}
