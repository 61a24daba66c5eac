import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A certificate for 127.0.0.1 and localhost with the authority that signed it; all PEM, made anew each time. */
export interface Certificate {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/**
 * Makes an authority and a certificate of it with the `openssl` command.
 * @param inDays when the certificate begins to be valid, for two days
 */
export function makeCertificate(names = 'IP:127.0.0.1,DNS:localhost', inDays = 0): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-certificate-'))
  const at = (name: string): string => join(folder, name)
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  try {
    const authority = ['-subj', '/CN=test authority', '-days', '2', '-keyout', at('ca.key'), '-out', at('ca.pem')]
    openssl('req', '-x509', ...newKey, ...authority)
    openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', at('server.key'), '-out', at('server.csr'))
    writeFileSync(at('extensions'), `subjectAltName=${names}\n`)
    writeFileSync(at('index'), '')
    writeFileSync(at('serial'), '01\n')
    writeFileSync(at('ca.conf'), authorityConfig(folder))
    const signer = ['-config', at('ca.conf'), '-cert', at('ca.pem'), '-keyfile', at('ca.key'), '-notext']
    // `openssl x509` could set no beginning before OpenSSL 3.4.
    const valid = ['-startdate', opensslDate(inDays), '-enddate', opensslDate(inDays + 2)]
    const files = ['-in', at('server.csr'), '-extfile', at('extensions'), '-out', at('server.pem')]
    openssl('ca', '-batch', ...signer, ...valid, ...files)
    const pem = (name: string): string => readFileSync(at(name), 'utf8')
    return { ca: pem('ca.pem'), cert: pem('server.pem'), key: pem('server.key') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const authorityConfig = (folder: string): string => `[ca]
default_ca = authority
[authority]
database = ${join(folder, 'index')}
new_certs_dir = ${folder}
serial = ${join(folder, 'serial')}
default_md = sha256
policy = names
[names]
commonName = supplied
`

/** `YYYYMMDDHHMMSSZ` */
const opensslDate = (inDays: number): string =>
  new Date(Date.now() + inDays * 24 * 60 * 60_000).toISOString().replace(/\.\d+|[-:T]/g, '')

export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  /** Whether it came over TLS. */
  readonly secure: boolean
  /** The user who had logged in. */
  readonly user: string | undefined
  readonly raw: string
  readonly parsed: ParsedMail
}

export interface SmtpTestServer {
  readonly port: number
  /** The mails that were taken, oldest first. */
  readonly mails: readonly ReceivedMail[]
  /** How many connections were opened. */
  readonly connections: () => number
  close(): Promise<void>
}

/** An SMTP server on a free port of 127.0.0.1 that keeps what it takes. Users log in with a password like `passwords`'. */
export async function startSmtpServer(
  options: SMTPServerOptions & { readonly passwords?: Readonly<Record<string, string>> } = {},
): Promise<SmtpTestServer> {
  const mails: ReceivedMail[] = []
  let connections = 0
  const { passwords, ...smtp } = options
  const server = new SMTPServer({
    authOptional: passwords === undefined,
    closeTimeout: 100,
    onAuth({ username = '', password }, _session, callback) {
      if (passwords?.[username] === password) callback(null, { user: username })
      else callback(new Error(`no: ${username} ${String(password)}`))
    },
    onData(stream, session, callback) {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        mails.push({
          envelope: { from, to: rcptTo.map(({ address }) => address) },
          secure: session.secure,
          user: session.user,
          raw: Buffer.concat(chunks).toString('utf8'),
          parsed: await simpleParser(Buffer.concat(chunks)),
        })
        callback()
      })()
    },
    ...smtp,
  })
  // A client that trusts nobody breaks the handshake off: no failure of the server's.
  server.on('error', () => undefined)
  server.server.on('connection', () => (connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  }
}
