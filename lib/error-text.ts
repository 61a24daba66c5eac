import { constants } from 'node:os'
import { noPrivateValues, type PrivateValues } from './private-values'

/** Messages and names are cut to this length before anything is looked for in them. */
const maxLength = 2_000
const maxTextLength = 500
const maxNameLength = 100
const maxFrames = 3
const maxFrameLength = 300
/** How deep `cause` and `errors` are followed, and how many errors are described in all. */
const maxDepth = 5
const maxErrors = 10

/** An error as fields of a log line. */
export interface ErrorFields {
  /** Its class and its message. */
  readonly error: string
  /** The code of Node.js, a provider or a database: `ECONNREFUSED`. */
  readonly code?: string | number
  /** The functions in which the error was thrown, the innermost first. */
  readonly at?: readonly string[]
  readonly cause?: ErrorFields
  /** The errors of an `AggregateError`. */
  readonly errors?: readonly ErrorFields[]
}

/**
 * An error that the host or a library threw, as fields that a log line may contain. Messages of such errors often quote
 * what they were given ("550 no such user alice@example.org"). So everything is taken out that the request brought, or
 * that was made or looked up for it; and what looks like an address, a token or a password of somebody else. What an
 * operator needs stays: class, code, host names, and the functions in which the error was thrown. Never throws, and
 * takes bounded time whatever the error contains.
 */
export function describeError(error: unknown, privateValues: PrivateValues = noPrivateValues): ErrorFields {
  return describe(error, privateValues, new Set(), 0)
}

/** An error in one line, for events: its class and its message, without private values. Never throws. */
export function errorText(error: unknown, privateValues: PrivateValues = noPrivateValues): string {
  return textOf(error, privateValues).slice(0, maxTextLength)
}

function describe(error: unknown, privateValues: PrivateValues, seen: Set<unknown>, depth: number): ErrorFields {
  seen.add(error)
  const text = textOf(error, privateValues)
  if (!isObject(error)) return { error: text }
  const code = codeOf(error, privateValues)
  const at = framesOf(error, privateValues)
  const deeper = (below: unknown) =>
    isObject(below) && !seen.has(below) && depth < maxDepth && seen.size < maxErrors
      ? describe(below, privateValues, seen, depth + 1)
      : undefined
  const cause = deeper(read(error, 'cause'))
  const errors = partsOf(error).flatMap((part) => deeper(part) ?? [])
  return {
    error: text,
    ...(code !== undefined && { code }),
    ...(at.length > 0 && { at }),
    ...(cause && { cause }),
    ...(errors.length > 0 && { errors }),
  }
}

function textOf(error: unknown, privateValues: PrivateValues): string {
  if (!isObject(error)) return `threw ${error === null ? 'null' : typeof error}`
  const message = read(error, 'message')
  const name = nameOf(error, privateValues)
  if (typeof message !== 'string') return name === 'Object' ? 'threw object' : name
  return message === '' ? name : `${name}: ${scrubbed(message, privateValues)}`
}

/**
 * The error's name. The name of a class comes from the code, never from a request, so it is not searched for private
 * values.
 */
function nameOf(error: object, privateValues: PrivateValues): string {
  const ofClass = classOf(error)
  const name = read(error, 'name')
  if (typeof name !== 'string' || name === ofClass || name === '') return ofClass
  const bounded = name.slice(0, maxLength)
  const isPlain = /^[A-Za-z_$][\w$]*$/.test(bounded) && !privateValues.isIn(bounded)
  return (isPlain ? bounded : scrubbed(name, privateValues)).slice(0, maxNameLength)
}

function classOf(error: object): string {
  try {
    const prototype: unknown = Object.getPrototypeOf(error)
    const made = isObject(prototype) ? read(prototype, 'constructor') : undefined
    const name = typeof made === 'function' ? read(made, 'name') : undefined
    return typeof name === 'string' && /^[A-Za-z_$][\w$]*$/.test(name.slice(0, maxLength))
      ? name.slice(0, maxNameLength)
      : 'Error'
  } catch {
    return 'Error'
  }
}

function codeOf(error: object, privateValues: PrivateValues): string | number | undefined {
  const code = read(error, 'code')
  if (typeof code === 'string') {
    if (Object.hasOwn(constants.errno, code)) return code
    return code.length < 60 && /^[A-Za-z][A-Za-z0-9_]+$|^[A-Z0-9]{5}$/.test(code) && !privateValues.isIn(code)
      ? code
      : undefined
  }
  return typeof code === 'number' && !privateValues.isIn(String(code)) ? code : undefined
}

/** The stack's lines after the message. A line within the message could look like a frame. */
function framesOf(error: object, privateValues: PrivateValues): string[] {
  const stack = read(error, 'stack')
  if (typeof stack !== 'string') return []
  return behindMessage(stack, read(error, 'message'))
    .split('\n')
    .flatMap((line) => /^\s+at (.+:\d+:\d+\)?)$/.exec(line.slice(0, maxFrameLength))?.[1] ?? [])
    .slice(0, maxFrames)
    .map((frame) => readable(privateValues.removedFrom(frame)))
}

function behindMessage(stack: string, message: unknown): string {
  if (typeof message !== 'string') return stack.slice(0, maxLength)
  const head = stack.slice(0, maxLength).indexOf(message.slice(0, maxLength / 2))
  // If the message was changed after the error was made, the stack still begins with the old one. It is then searched
  // for frames from the start.
  const from = head >= 0 && stack.startsWith(message, head) ? head + message.length : 0
  return stack.slice(from, from + 2 * maxLength)
}

function partsOf(error: object): readonly unknown[] {
  const errors = read(error, 'errors')
  return Array.isArray(errors) ? errors.slice(0, maxErrors) : []
}

function scrubbed(text: string, privateValues: PrivateValues): string {
  const wasCut = text.length > maxLength
  const bounded = text.slice(0, maxLength)
  return readable(withoutLookalikes(privateValues.hiddenIn(bounded, wasCut)))
}

/**
 * Takes out what is not among the private values but looks like a secret or a name: of another request, or of the
 * configuration. Each pattern takes time linear in the text.
 */
function withoutLookalikes(text: string): string {
  return (
    text
      // user:password@ of a URL
      .replace(/(:\/\/)[^\s/@]*@/g, '$1[private]@')
      .replace(/\b(Bearer|Basic)\s+([\w.~+/=-]{8,})/gi, (all, scheme: string, rest: string) =>
        // "Basic authentication" is two words.
        scheme !== 'Bearer' && /^[a-z]+$/.test(rest) ? all : `${scheme} [private]`,
      )
      .replace(nameAndValue, '$1[private]')
      // a `sid` of ours
      .replace(/(?<![\w-])[\w-]{22}\.[\w-]{22}\.[\w-]{11}(?![\w-])/g, '[private]')
      .replace(/(?<![\w-])[\w-]{32}(?![\w-])/g, (run) => (isRandom(run) ? '[private]' : run))
      .replace(emailAddress, '[private]')
      // a user ID
      .replace(/(?<![\w@/])@[\w.=/+-]{1,255}:[a-z0-9.-]{1,255}/gi, '[private]')
      .replace(/\+\d(?:[\s().-]{0,2}\d){7,14}/g, '[private]')
  )
}

/** A name and value as in a URL or a form. */
const nameAndValue =
  /\b((?:client_secret|clientSecret|id_access_token|access_token|token|sid|new_password|password|secret|api_?key|code(?==\d))=)[^\s&"']+/gi
/** An email address. Its last label must have a letter, so that `package@1.2.3` is none. */
const emailAddress =
  /(?:\[private\]|[^\s<>"'(),;:=&?/@[\]]{1,320})(?:@|%40)(?:[^\s<>"'(),;:=&?/@.[\]]{1,64}\.){1,20}\p{L}[\p{L}\d-]*/gu

/**
 * Whether this is a link's token and not a name in code: a token has 32 of 64 characters, and names hardly ever have
 * small and capital letters and digits.
 */
function isRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /[\d-]/.test(run)
}

/** The text on one line, without characters that control a terminal or can't be seen. */
function readable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim()
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Getters and proxies may throw. */
function read(from: object, name: string): unknown {
  try {
    return Reflect.get(from, name)
  } catch {
    return undefined
  }
}
