import { Readable } from 'node:stream'
import type { Nodemailer, SMTPConnection } from './nodemailer'
import type { SmtpMail } from './smtp-mail'

/** The answer that a connection is waiting for. */
export type SmtpPhase = 'connection' | 'greeting' | 'hello' | 'tls' | 'login' | 'envelope' | 'text'

/** The settings that all connections of a sender share. */
export interface SmtpAccess {
  readonly nodemailer: Nodemailer
  /** nodemailer's options of a connection. */
  readonly options: Readonly<Record<string, unknown>>
  /** The login for nodemailer's connection; undefined for no login. */
  readonly login: Readonly<Record<string, unknown>> | undefined
}

/** How far a send or a check has come. This is reported when its time is over. */
export class SmtpProgress {
  /** Undefined while it waits for a free connection. */
  phase: SmtpPhase | undefined
  /**
   * The server has answered to DATA, and nodemailer has begun to read the message. From then on the message may have
   * been sent.
   */
  textBegun = false
  /** The time is over: nothing more is begun. */
  givenUp = false
  private connection: SmtpConnection | undefined

  onConnection(connection: SmtpConnection): void {
    this.connection = connection
    if (this.givenUp) connection.close()
  }

  giveUp(): void {
    this.givenUp = true
    this.connection?.close()
  }
}

/** One connection to an SMTP server, for one mail at a time. Its methods reject with nodemailer's own errors. */
export class SmtpConnection {
  /** Whether the server takes addresses beyond ASCII (RFC 6531). */
  takesUnicode = false
  mailsSent = 0
  isOver = false
  private readonly connection: SMTPConnection
  private progress: SmtpProgress
  private failStep: (error: unknown) => void = () => undefined

  private constructor({ nodemailer, options }: SmtpAccess, progress: SmtpProgress) {
    this.progress = progress
    const log = this.logger()
    this.connection = new nodemailer.SMTPConnection({ ...options, logger: log, transactionLog: true })
    // The error comes before the end of the connection, so whoever waits gets the cause.
    this.connection.on('error', (error) => {
      this.failStep(error)
    })
    this.connection.once('end', () => {
      this.isOver = true
      // If an answer ends the connection, nodemailer reports the end first and the answer afterwards.
      queueMicrotask(() => {
        this.failStep(closed())
      })
      this.onOver()
    })
  }

  /** Connects, with TLS if the options ask for it, and logs in. */
  static async open(access: SmtpAccess, progress: SmtpProgress): Promise<SmtpConnection> {
    progress.phase = 'connection'
    const made = new SmtpConnection(access, progress)
    progress.onConnection(made)
    try {
      await made.step((done) => {
        made.connection.connect(done)
      })
      // Like nodemailer's own transports: a server that offers no login needs none.
      if (access.login && made.connection.allowsAuth) await made.logIn(access.login)
      return made
    } catch (error) {
      made.close()
      throw error
    }
  }

  /** Called once when the connection has ended, no matter who ended it. */
  onOver: () => void = () => undefined

  async send({ envelope, content }: SmtpMail, progress: SmtpProgress): Promise<void> {
    this.progress = progress
    progress.phase = 'envelope'
    progress.onConnection(this)
    const message = new Readable({
      read() {
        progress.phase = 'text'
        progress.textBegun = true
        this.push(content)
        this.push(null)
      },
    })
    await this.step((done) => {
      // A copy, because nodemailer writes into the envelope.
      this.connection.send({ ...envelope }, message, done)
    })
    this.mailsSent += 1
  }

  /** Makes the connection ready for the next mail after one was refused. */
  async reset(): Promise<void> {
    await this.step((done) => {
      this.connection.reset(done)
    })
  }

  /**
   * Says goodbye to the server, and closes the connection in any case: a server that does not answer would keep the
   * connection, and with it the process, alive.
   */
  quit(): void {
    if (this.isOver) return
    this.connection.quit()
    setTimeout(() => {
      this.close()
    }, longestQuitMs).unref()
  }

  close(): void {
    this.connection.close()
  }

  private async logIn(login: Readonly<Record<string, unknown>>): Promise<void> {
    this.progress.phase = 'login'
    await this.step((done) => {
      this.connection.login(login, done)
    })
  }

  /** nodemailer reports an error that answers no command only by an event. */
  private async step(begin: (done: (error?: unknown) => void) => void): Promise<void> {
    if (this.isOver) throw closed()
    await new Promise<void>((resolve, reject) => {
      this.failStep = reject
      begin((error) => {
        if (error instanceof Error) reject(error)
        else resolve()
      })
    })
  }

  /** nodemailer reports its progress only to its logger. Nothing that is logged here is kept. */
  private logger() {
    const debug = ({ tnx }: LogEntry, line: string): void => {
      const { progress } = this
      if (tnx === 'client' && line.startsWith('EHLO')) {
        progress.phase = 'hello'
        this.takesUnicode = false
      } else if (tnx === 'client' && line === 'STARTTLS') {
        progress.phase = 'tls'
      } else if (tnx === 'server' && progress.phase === 'hello') {
        this.takesUnicode = /^250[ -]SMTPUTF8\b/im.test(line)
      }
    }
    const info = ({ tnx }: LogEntry, words: string): void => {
      if (tnx === 'network' && words.includes('established')) this.progress.phase = 'greeting'
    }
    return { debug, info, trace: nothing, warn: nothing, error: nothing, fatal: nothing }
  }
}

const longestQuitMs = 1_000

interface LogEntry {
  readonly tnx?: string
}

function nothing(): void {
  // Not logged.
}

function closed(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' })
}
