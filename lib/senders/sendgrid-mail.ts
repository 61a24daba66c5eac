/** The part of `@sendgrid/mail` that is used. Its own types don't show the client that a `MailService` has. */
interface SendgridMail {
  readonly MailService: new () => MailService
}

export interface MailService {
  readonly client: SendgridClient
  send(mail: Readonly<Record<string, unknown>>): Promise<unknown>
}

export interface SendgridClient {
  setDefaultHeader(name: string, value: string): unknown
  setDefaultRequest(request: Readonly<Record<string, unknown>>): unknown
  /** Makes a request without sending it: the SDK's own way to send is not used. */
  createRequest(request: Readonly<Record<string, unknown>>): {
    readonly baseURL: string
    readonly url: string
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly data?: unknown
  }
  request(request: Readonly<Record<string, unknown>>): Promise<unknown>
}

/**
 * Loads `@sendgrid/mail`. The `require` has a literal name and is outside of a `try`, so that bundlers find the package
 * and include it.
 *
 * @throws what `require` throws if the package is not installed
 */
export function loadSendgridMail(): SendgridMail {
  return require('@sendgrid/mail') as SendgridMail
}
