/**
 * The look of mails and pages.
 *
 * @example
 * const brand = { name: 'Example', color: '#0b5cad', support: 'mailto:help@example.org', app: 'https://app.example.org' }
 */
export interface Brand {
  /** The server's name for people. @default the host of `publicBaseUrl` */
  readonly name?: string | undefined
  /** An `https:` or `data:image/...` URL. Mails and pages read well without it. @default none */
  readonly logo?: string | undefined
  /** `#rrggbb`, for buttons and links; contrast is kept whatever it is. */
  readonly color?: string | undefined
  /** Where a person finds help: an `https:` or `mailto:` URL. */
  readonly support?: string | undefined
  /**
   * Where the app is: an `https:` URL, or one of an app's own scheme (`org.example.app://open`). Pages that end at this
   * server, and mails without a link of their own, have a button that leads there.
   * @default none
   */
  readonly app?: string | undefined
}
