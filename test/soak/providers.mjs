// The soak's providers: a mail server and an SMS provider that take messages, and now and then drop the connection: before a
// greeting (nothing was handed over), or after they have taken the message (its answer is lost).
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'

/** Of a hundred connections: each is kept for many messages. */
const droppedEarly = 20
/** Of a hundred messages. */
const droppedAfterTaking = 2

/**
 * @param {(to: string, text: string) => void} taken is told of each message, dropped or not
 */
export async function startProviders(taken) {
  const drops = { beforeGreeting: 0, afterTaking: 0 }
  const isTime = (percent) => Math.random() * 100 < percent
  const smtp = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    if (isTime(droppedEarly)) {
      drops.beforeGreeting += 1
      socket.destroy()
      return
    }
    speakSmtp(socket, (to, text) => {
      taken(to, text)
      if (!isTime(droppedAfterTaking)) return true
      drops.afterTaking += 1
      socket.destroy()
      return false
    })
  }).listen(0, '127.0.0.1')
  const sms = createHttpServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const { to, text } = JSON.parse(body)
      taken(`+${to}`, text)
      if (isTime(droppedAfterTaking)) {
        drops.afterTaking += 1
        response.destroy()
        return
      }
      const parts = [{ to, 'message-id': '1', status: '0' }]
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ 'message-count': '1', messages: parts }))
    })
  })
  sms.on('connection', (socket) => {
    socket.on('error', () => socket.destroy())
    if (!isTime(droppedEarly)) return
    drops.beforeGreeting += 1
    socket.destroy()
  })
  sms.listen(0, '127.0.0.1')
  await Promise.all([once(smtp, 'listening'), once(sms, 'listening')])
  return { smtpPort: portOf(smtp), smsPort: portOf(sms), drops }
}

/** As much of RFC 5321 as the sender speaks. `take` answers whether the connection is still there. */
function speakSmtp(socket, take) {
  let buffered = ''
  let to = ''
  let inMail = false
  socket.setEncoding('utf8').setNoDelay(true).write('220 localhost ESMTP\r\n')
  socket.on('data', (chunk) => {
    buffered += chunk
    for (;;) {
      const end = buffered.indexOf(inMail ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const text = buffered.slice(0, end)
      buffered = buffered.slice(end + (inMail ? 5 : 2))
      if (inMail && !take(to, plainText(text))) return
      to = /^RCPT TO:<([^>]+)>/i.exec(text)?.[1] ?? to
      const begins = !inMail && /^DATA$/i.test(text)
      socket.write(begins ? '354 go on\r\n' : answerTo(inMail ? '' : text))
      inMail = begins
    }
  })
}

function answerTo(line) {
  if (/^EHLO/i.test(line)) return '250-localhost\r\n250 8BITMIME\r\n'
  return /^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n'
}

/** The mail's first part that is text, decoded. */
function plainText(mail) {
  const part = mail.slice(mail.search(/content-type: text\/plain/i))
  const [head = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n').split('\r\n--')[0] ?? ''
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString()
  if (!/transfer-encoding: quoted-printable/i.test(head)) return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

function portOf(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port
}
