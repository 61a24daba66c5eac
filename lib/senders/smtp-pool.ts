import { SendError } from './sender'
import { SmtpConnection, type SmtpAccess, type SmtpProgress } from './smtp-connection'
import type { SmtpMail } from './smtp-mail'

/** As many as in nodemailer's own pool. */
const maxConnections = 5
const maxMailsOfConnection = 100
/** Long enough for a burst of mails, short enough not to keep a process alive that has nothing more to do. */
const idleTimeoutMs = 5_000

/**
 * Keeps connections for the next mail. Not nodemailer's own pool, because that has one error code for everything that
 * may end a send: only whether the text was begun says whether the mail may have been sent.
 */
export class SmtpPool {
  private readonly connections = new Set<SmtpConnection>()
  private readonly idle = new Map<SmtpConnection, NodeJS.Timeout>()
  private opening = 0
  private readonly waiting: (() => void)[] = []
  private isClosed = false

  constructor(
    private readonly addresses: readonly string[],
    private readonly access: SmtpAccess,
  ) {}

  /** Rejects with nodemailer's error, or a `SendError`. */
  async send(mail: SmtpMail, progress: SmtpProgress): Promise<void> {
    if (this.isClosed) throw new SendError('unavailable', 'not sent: this sender was closed')
    for (;;) {
      const connection = await this.take(progress)
      const isReused = connection.mailsSent > 0
      try {
        checkUnicode(mail, connection)
        await connection.send(mail, progress)
        this.giveBack(connection)
        return
      } catch (error) {
        this.giveBackAfter(error, connection)
        // The server may have ended a connection that was kept. Nothing of the mail was sent, so it is sent over
        // another one.
        if (!isReused || !connection.isOver || progress.textBegun || progress.givenUp) throw error
      }
    }
  }

  /** Opens a new connection and logs in. */
  async verify(progress: SmtpProgress): Promise<void> {
    const connection = await this.open(progress)
    connection.quit()
  }

  close(): void {
    this.isClosed = true
    for (const connection of this.idle.keys()) this.dismiss(connection)
  }

  private async take(progress: SmtpProgress): Promise<SmtpConnection> {
    while (this.idle.size === 0 && this.connections.size + this.opening >= maxConnections) {
      progress.phase = undefined
      await new Promise<void>((resolve) => this.waiting.push(resolve))
      if (progress.givenUp) {
        this.wakeNext()
        throw new SendError('unavailable', 'not sent: its time was over')
      }
    }
    const kept = this.idle.keys().next().value
    if (kept !== undefined) {
      this.stopWaiting(kept)
      return kept
    }
    this.opening += 1
    try {
      const connection = await this.open(progress)
      this.connections.add(connection)
      connection.onOver = () => {
        this.forget(connection)
      }
      if (connection.isOver) this.forget(connection)
      return connection
    } catch (error) {
      this.wakeNext()
      throw error
    } finally {
      this.opening -= 1
    }
  }

  private async open(progress: SmtpProgress): Promise<SmtpConnection> {
    let firstError: unknown
    for (const host of this.addresses) {
      try {
        return await SmtpConnection.open({ ...this.access, options: { ...this.access.options, host } }, progress)
      } catch (error) {
        firstError ??= error
        // This machine has no address of this kind, or nobody listens there.
        if (progress.givenUp || progress.phase !== 'connection') throw error
      }
    }
    throw firstError
  }

  private giveBack(connection: SmtpConnection): void {
    const isDone = connection.mailsSent >= maxMailsOfConnection || (this.isClosed && this.waiting.length === 0)
    if (isDone) {
      this.dismiss(connection)
    } else if (!connection.isOver) {
      const timer = setTimeout(() => {
        this.dismiss(connection)
      }, idleTimeoutMs)
      this.idle.set(connection, timer.unref())
    }
    this.wakeNext()
  }

  /**
   * After a refused mail the connection can be used again. After anything else its state is unknown, so it is closed.
   */
  private giveBackAfter(error: unknown, connection: SmtpConnection): void {
    const { code } = (error ?? {}) as { code?: unknown }
    if (connection.isOver) return
    if (error instanceof SendError) this.giveBack(connection)
    else if (code === 'EENVELOPE' || code === 'EMESSAGE') void this.resetAndGiveBack(connection)
    else connection.close()
  }

  private async resetAndGiveBack(connection: SmtpConnection): Promise<void> {
    try {
      await connection.reset()
      this.giveBack(connection)
    } catch {
      connection.close()
    }
  }

  private dismiss(connection: SmtpConnection): void {
    connection.quit()
    this.forget(connection)
  }

  private forget(connection: SmtpConnection): void {
    this.stopWaiting(connection)
    if (this.connections.delete(connection)) this.wakeNext()
  }

  private stopWaiting(connection: SmtpConnection): void {
    clearTimeout(this.idle.get(connection))
    this.idle.delete(connection)
  }

  private wakeNext(): void {
    this.waiting.shift()?.()
  }
}

/** Without SMTPUTF8 the server can't be given such an address (RFC 6531, 3.2). */
function checkUnicode({ envelope: { from, to } }: SmtpMail, { takesUnicode }: SmtpConnection): void {
  if (takesUnicode || /^\p{ASCII}*$/u.test(`${from}${to.join('')}`)) return
  throw new SendError(
    'refused',
    'not sent: the address has letters beyond ASCII, and the SMTP server takes none (it does not offer SMTPUTF8)',
    { code: 'SMTPUTF8' },
  )
}
