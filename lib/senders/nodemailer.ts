import type { Readable } from 'node:stream'

/**
 * Loads the parts of `nodemailer` that are used. Each `require` has a literal name and is outside of a `try`, so that
 * bundlers find the package and include it.
 *
 * @throws what `require` throws if the package is not installed
 */
export function loadNodemailer(): Nodemailer {
  return {
    SMTPConnection: require('nodemailer/lib/smtp-connection') as Nodemailer['SMTPConnection'],
    MailComposer: require('nodemailer/lib/mail-composer') as Nodemailer['MailComposer'],
    XOAuth2: require('nodemailer/lib/xoauth2') as Nodemailer['XOAuth2'],
  }
}

export interface Nodemailer {
  readonly SMTPConnection: new (options: Readonly<Record<string, unknown>>) => SMTPConnection
  readonly MailComposer: new (mail: Readonly<Record<string, unknown>>) => { compile(): MimeNode }
  readonly XOAuth2: new (options: Readonly<Record<string, unknown>>) => object
}

type Done = (error?: unknown) => void

export interface SMTPConnection {
  /** Whether the server offers a login. */
  readonly allowsAuth: boolean
  connect(done: Done): void
  login(auth: Readonly<Record<string, unknown>>, done: Done): void
  send(envelope: Envelope, message: Readable, done: Done): void
  reset(done: Done): void
  quit(): void
  close(): void
  on(event: 'error', listener: (error: unknown) => void): unknown
  once(event: 'end', listener: () => void): unknown
}

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

/** A part of a mail: its headers and content. */
interface MimeNode {
  /** The text between the parts of a multipart one, set once its headers were made. */
  readonly boundary?: string
  readonly childNodes: readonly MimeNode[]
  buildHeaders(): string
}
