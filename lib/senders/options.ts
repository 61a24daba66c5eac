import { distance } from 'fastest-levenshtein'
import { defaultTimeoutMs } from './deadline'
import { parseAddress, parseMailbox, type Mailbox } from './mailbox'

/**
 * Checks the options of one factory. Every error names the factory and the option, the kind of value that came, and the
 * fix.
 */
export class OptionCheck {
  private readonly options: Readonly<Record<string, unknown>>

  /** @throws TypeError if `options` is no object, or has a name that is not in `known` */
  constructor(
    private readonly factory: string,
    options: unknown,
    known: readonly string[],
  ) {
    if (typeof options !== 'object' || options === null || Array.isArray(options))
      throw new TypeError(`${factory}: its options must be an object, but ${kindOf(options)} came`)

    this.options = { ...options }
    for (const name of Object.keys(options)) {
      if (known.includes(name)) continue
      const near = known.find((candidate) => distance(candidate.toLowerCase(), name.toLowerCase()) <= 2)
      const fix = near === undefined ? `it takes ${known.join(', ')}` : `do you mean \`${near}\`?`
      throw new TypeError(`${factory}: \`${name}\` is not an option of it; ${fix}`)
    }
  }

  /** A credential: a string that may be a header's value. The value is never shown. */
  secret(name: string, fix: string): string {
    const value = this.options[name]
    if (typeof value !== 'string' || value === '') this.fail(name, 'a string', fix)
    if (!/^[\x21-\x7e]+$/.test(value)) this.fail(name, 'printable ASCII without spaces', fix)
    return value
  }

  /** A string that `parse` can read (it answers undefined if it can't). */
  parsed<Value>(name: string, parse: (value: string) => Value | undefined, wanted: string, fix: string): Value {
    const value = this.options[name]
    const parsed = typeof value === 'string' ? parse(value) : undefined
    return parsed === undefined ? this.fail(name, wanted, fix) : parsed
  }

  /** A sender's mailbox, `from`. */
  mailbox(name: string): Mailbox {
    return this.parsed(
      name,
      parseMailbox,
      'one email address',
      "give 'password-reset@example.org' or 'Name <password-reset@example.org>'",
    )
  }

  /**
   * The mailbox that answers go to; undefined if absent. In ASCII only: a header beyond ASCII would need a server that
   * takes it.
   */
  replyTo(name: string): Mailbox | undefined {
    if (this.options[name] === undefined) return undefined
    const parse = (value: string) => {
      const mailbox = parseMailbox(value)
      return mailbox && isAscii(mailbox.address) ? mailbox : undefined
    }
    return this.parsed(
      name,
      parse,
      'one email address in ASCII',
      "give 'support@example.org' or 'Name <support@example.org>'",
    )
  }

  /** One address without a name; `fallback` if absent. */
  address(name: string, fallback: string): string {
    if (this.options[name] === undefined) return fallback
    return this.parsed(name, parseAddress, 'one email address without a name', "give 'bounces@example.org'")
  }

  /** An http(s) URL without a trailing slash; `fallback` if absent. */
  baseUrl(name: string, fallback: string): string {
    if (this.options[name] === undefined) return fallback
    return this.parsed(name, parseBaseUrl, 'an http(s) URL without user, query and fragment', `give '${fallback}'`)
  }

  /** How long one send may take in all, in milliseconds. */
  timeoutMs(name: string): number {
    const value = this.options[name]
    if (value === undefined) return defaultTimeoutMs
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1_000 || value > 600_000) {
      this.fail(
        name,
        'a whole number from 1,000 to 600,000',
        'give milliseconds, less than 4/5 of `tokens.sendLeaseMs`',
      )
    }
    return value
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.options[name]
    if (value === undefined) return fallback
    return typeof value === 'boolean' ? value : this.fail(name, 'true or false', `leave it out for ${String(fallback)}`)
  }

  /** The unchecked value, for a check that only this factory has. */
  raw(name: string): unknown {
    return this.options[name]
  }

  fail(name: string, wanted: string, fix: string): never {
    const kind = kindOf(this.options[name])
    throw new TypeError(`${this.factory}: \`${name}\` must be ${wanted}, but ${kind} came; ${fix}`)
  }
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (value === '') return 'an empty string'
  if (typeof value === 'string') return 'another string'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function parseBaseUrl(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined
  const { protocol, username, password, search, hash, href } = new URL(value)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  if (username !== '' || password !== '' || search !== '' || hash !== '') return undefined
  return href.replace(/\/+$/, '')
}
