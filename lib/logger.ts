/**
 * Where the package writes its log. pino's loggers and `console` both fit: fields first, then the words. A line about
 * an error has the error's class and message in `error`, and, if the error has them, `code`, `at` (the innermost
 * functions) and `cause`. No line contains what a request brought, or what was looked up or made for it: a token, a
 * `client_secret`, an address, a password.
 */
export interface Logger {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
