/** What the package logs to. Both pino's loggers and `console` fit: fields first, then the words. No line holds a token, a
 * `client_secret`, an email address or a phone number. */
export interface Logger {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
