/** What is used of `@sendgrid/mail`; its own types hide the client that a `MailService` holds. */
export interface SendgridMail {
  readonly MailService: new () => MailService
}

export interface MailService {
  readonly client: SendgridClient
  send(mail: Readonly<Record<string, unknown>>): Promise<unknown>
}

export interface SendgridClient {
  setDefaultHeader(name: string, value: string): unknown
  setDefaultRequest(request: Readonly<Record<string, unknown>>): unknown
  /** What would be asked: the SDK's own exchange is not used. */
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
 * Loads `@sendgrid/mail`. The `require` stands outside of a `try`: so a bundler finds it and puts it into the bundle.
 *
 * @throws what `require` throws where the package is not installed
 */
export function loadSendgridMail(): SendgridMail {
  return require('@sendgrid/mail') as SendgridMail
}
