/** What the package logs to. Both pino's loggers and `console` fit: fields first, then the words. A line about an error has
 * its class and message in `error`, and where there are any `code`, `at` (the innermost functions) and `cause`. No line holds
 * what a request brought, or what was looked up or made for it: a token, a `client_secret`, an address, a password. */
export interface Logger {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
