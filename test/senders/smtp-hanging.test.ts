import { wasCertainlyNotSent } from '../../lib/senders/sender'
import { smtpSender, type SmtpSender, type SmtpSenderOptions } from '../../lib/senders/smtp'
import { dialogue, startRawSmtp, type RawSmtpServer, type Script } from './raw-smtp-server'
import { expectFailure, mail } from './send-error'

const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

async function raw(script: Script): Promise<RawSmtpServer> {
  const server = await startRawSmtp(script)
  opened.push(server)
  return server
}

function open({ port }: RawSmtpServer, options: Partial<SmtpSenderOptions> = {}): SmtpSender {
  const url = `smtp://127.0.0.1:${String(port)}`
  const sender = smtpSender({ url, from: 'password-reset@example.org', allowPlaintext: true, ...options })
  opened.push(sender)
  return sender
}

const timeoutMs = 1_000
const silent = undefined

describe('certainly not sent: the time was over before the text', () => {
  test.each<[string, Script, RegExp]>([
    ['greeting', () => silent, /^the SMTP server did not greet within 1 s \(port \d+\): .*smtps:/],
    ['answer to EHLO', dialogue({ EHLO: silent }), /^the SMTP server did not answer to EHLO within 1 s \(port \d+\)$/],
    ['answer to the envelope', dialogue({ MAIL: silent }), /^the SMTP server did not answer to the sender and recip/],
    ['answer to the recipient', dialogue({ RCPT: silent }), /^the SMTP server did not answer to the sender and recip/],
    [
      'answer to DATA',
      dialogue({ DATA: silent }),
      /^the SMTP server did not answer to the sender and recipient within/,
    ],
    ['answer to the login', dialogue({ EHLO: '250-hello\r\n250 AUTH PLAIN\r\n', AUTH: silent }), /to the login within/],
  ])('no %s; the connection is given up', async (_what, script, words) => {
    const server = await raw(script)
    const sender = open(server, { timeoutMs, auth: { user: 'user', pass: 'pass' } })
    const error = await expectFailure(sender.send(mail), 'unavailable')
    expect(error.message).toMatch(words)
    expect(error.details.code).toBe('ETIMEDOUT')
    expect(wasCertainlyNotSent(error)).toBe(true)
    await server.gone
    expect(server.connections()).toBe(1)
  })

  test('an answer that trickles on without end', async () => {
    const trickling: NodeJS.Timeout[] = []
    const talk = dialogue()
    const server = await raw((line, socket) => {
      if (!line.startsWith('EHLO')) return talk(line, socket)
      const trickle = setInterval(() => socket.writable && socket.write('250-more\r\n'), 50)
      socket.once('close', () => {
        clearInterval(trickle)
      })
      trickling.push(trickle)
      return '250-hello\r\n'
    })
    await expectFailure(open(server, { timeoutMs }).send(mail), 'unavailable')
    await server.gone
    expect(trickling).toHaveLength(1)
  })

  test('all connections are busy: a sixth mail waits for its time, no longer', async () => {
    const server = await raw(dialogue({ RCPT: silent }))
    const sender = open(server, { timeoutMs })
    await Promise.all(Array.from({ length: 6 }, () => expectFailure(sender.send(mail), 'unavailable')))
    expect(server.lines).not.toContain('DATA')
  })
})

describe('perhaps sent: the server had asked for the text', () => {
  test('no answer to the mail; the connection is given up and the mail not sent again', async () => {
    const server = await raw(dialogue({ text: silent }))
    const error = await expectFailure(open(server, { timeoutMs }).send(mail), 'timeout')
    expect(error.message).toMatch(/it may be sent/)
    expect(wasCertainlyNotSent(error)).toBe(false)
    await server.gone
    expect(server.lines.filter((line) => line === 'DATA')).toHaveLength(1)
  })

  test.each(['the text', 'its end'])('the connection breaks at %s; the mail is not sent again', async (where) => {
    let inText = false
    const talk = dialogue()
    const server = await raw((line, socket) => {
      if (inText && (where === 'the text' || line === '.')) socket.resetAndDestroy()
      inText ||= line === 'DATA'
      return talk(line, socket)
    })
    const error = await expectFailure(open(server).send(mail), 'timeout')
    expect(wasCertainlyNotSent(error)).toBe(false)
    expect(server.connections()).toBe(1)
  })

  test('an answer to the mail that is none', async () => {
    const server = await raw(dialogue({ text: 'what?\r\n' }))
    await expectFailure(open(server, { timeoutMs: 2_000 }).send(mail), 'timeout')
  })
})

describe('certainly not sent: the server said so, or was never asked', () => {
  test.each<[string, Script, 'refused' | 'unavailable']>([
    ['554 to the text', dialogue({ text: '554 5.7.1 no\r\n' }), 'refused'],
    ['451 to the text', dialogue({ text: '451 later\r\n' }), 'unavailable'],
    ['421 to the text', dialogue({ text: '421 closing\r\n' }), 'unavailable'],
    ['550 to the recipient', dialogue({ RCPT: '550 5.1.1 alice@example.org is unknown\r\n' }), 'refused'],
    ['a greeting of 554', dialogue({ '': '554 go away\r\n' }), 'refused'],
    ['a greeting of 421', dialogue({ '': '421 too many\r\n' }), 'unavailable'],
  ])('%s', async (_what, script, failure) => {
    const server = await raw(script)
    const error = await expectFailure(open(server).send(mail), failure)
    expect(wasCertainlyNotSent(error)).toBe(true)
  })

  test.each(['', 'EHLO', 'MAIL', 'RCPT', 'DATA'])('the connection breaks at %j', async (command) => {
    const talk = dialogue()
    const server = await raw((line, socket) => {
      if (command === '' ? line === '' : line.startsWith(command)) socket.destroy()
      return talk(line, socket)
    })
    const error = await expectFailure(open(server).send(mail), 'unavailable')
    expect(wasCertainlyNotSent(error)).toBe(true)
    expect(server.connections()).toBe(1)
  })
})

describe('connections that are kept', () => {
  test('one that the server resets at the next mail: the mail goes over another', async () => {
    let mails = 0
    const talk = dialogue()
    const server = await raw((line, socket) => {
      if (line.startsWith('MAIL')) mails += 1
      if (line.startsWith('MAIL') && mails === 2) socket.resetAndDestroy()
      return talk(line, socket)
    })
    const sender = open(server)
    await sender.send(mail)
    await sender.send(mail)
    expect(server.connections()).toBe(2)
    expect(server.lines.filter((line) => line === '.')).toHaveLength(2)
  })

  test('one that the server closes while it waits: the next mail opens another', async () => {
    const talk = dialogue()
    const server = await raw((line, socket) => {
      if (line === '.') setImmediate(() => socket.end())
      return talk(line, socket)
    })
    const sender = open(server)
    await sender.send(mail)
    await server.gone
    await sender.send(mail)
    expect(server.connections()).toBe(2)
  })

  test('a burst of mails takes five at most, and all are sent', async () => {
    const server = await raw(dialogue())
    const sender = open(server)
    await Promise.all(Array.from({ length: 23 }, () => sender.send(mail)))
    expect(server.lines.filter((line) => line === '.')).toHaveLength(23)
    expect(server.connections()).toBe(5)
  })

  test('closing the sender finishes what is under way', async () => {
    const server = await raw(dialogue())
    const sender = open(server)
    const sends = Array.from({ length: 8 }, () => sender.send(mail))
    sender.close()
    await Promise.all(sends)
    await expectFailure(sender.send(mail), 'unavailable')
    await server.gone
    expect(server.lines.filter((line) => line === '.')).toHaveLength(8)
  })

  test('a server that does not answer to QUIT is left', async () => {
    const server = await raw(dialogue({ QUIT: silent }))
    const sender = open(server)
    await sender.send(mail)
    sender.close()
    await server.gone
  })
})
