import type * as Library from 'libphonenumber-js/max'
import { currentFormOf } from './former-numbering-plans'
import { withAsciiDigits, withoutUnseen } from './typed-text'

/** A number that a text message can be sent to. */
export interface PhoneNumber {
  /** Canonical: E.164 digits without the `+` (`msisdn` in the Matrix specification's appendix "3PID Types"). */
  readonly address: string
  /** The country that the number belongs to, whichever it was dialled from: two capital letters (ISO 3166-1 alpha-2). */
  readonly country: string
}

/** A number as a request has it: `country` and `phone_number` of the Client-Server API. */
interface DialledNumber {
  /** The country in which it is dialled: two capital letters (ISO 3166-1 alpha-2). */
  readonly country: string
  /**
   * As it is dialled in that country, or international (`+44...`, or with the country's own prefix, such as `0044...`).
   */
  readonly phoneNumber: string
}

const maxDialledLength = 64
/**
 * Digits and what people put between them; no letters, no extension (`x5`, `#5`), no pauses. Japanese keyboards have the
 * long vowel mark where others have the hyphen.
 */
const dialledForm = /^[+＋]?[0-9().（）．/／ー\p{Dash}]+$/u
/** E.164, section 6.2: 15 digits at most. */
const storedForm = /^\+?[0-9]{1,15}$/

/** How many digits at the end of a number differ between neighbouring numbers. */
const subscriberDigits = 4

/**
 * A number as a person typed or pasted it. Characters that can't be seen are removed first, and the digits of every
 * script count. Undefined if `country` is unknown, or if the rest (64 UTF-16 code units at most) is not a number that
 * is valid in that country and can be texted: a mobile number, or one of a range that mobile and fixed lines share.
 * Premium-rate and personal numbers, pagers and numbers of no country can't.
 */
export function parseDialledNumber({ country, phoneNumber }: DialledNumber): PhoneNumber | undefined {
  if (!isCountry(country)) return undefined
  const dialled = dialledDigits(phoneNumber)
  return dialled === undefined ? undefined : textable(dialled, country)
}

/** A number as a person typed it with its country code, with or without the `+`. Undefined as for `parseDialledNumber`. */
export function parseInternationalNumber(phoneNumber: string): PhoneNumber | undefined {
  const dialled = dialledDigits(phoneNumber)
  return dialled === undefined ? undefined : textable(dialled.startsWith('+') ? dialled : `+${dialled}`)
}

/**
 * A number as an account stores it: E.164 digits, with or without the `+`. A number of a former numbering plan is read
 * as its present form. Undefined if it is not a number that can be texted.
 */
export function parseStoredNumber(stored: string): PhoneNumber | undefined {
  if (!storedForm.test(stored)) return undefined
  return textable(stored.startsWith('+') ? stored : `+${stored}`)
}

/** The part that a number shares with its neighbours, for limits: all but the last 4 digits. */
export function numberPrefix(address: string): string {
  return address.slice(0, -subscriberDigits)
}

/** Whether these are the two capital letters of a country or territory whose numbering plan is known here. */
export function isCountry(country: string): country is Library.CountryCode {
  return library().isSupportedCountry(country)
}

/** The two letters of all countries and territories whose numbering plan is known here. */
export function knownCountries(): readonly string[] {
  return library().getCountries()
}

/**
 * Loads the data of the world's numbering plans, which takes some 40 ms. Called when the host starts, so that no
 * request waits for it; not when the package is imported, so that hosts that send no text messages do without it.
 */
export function loadNumberingPlans(): void {
  library()
}

/** The number in ASCII digits, with the plus if it begins with one; undefined if it contains anything else. */
function dialledDigits(phoneNumber: string): string | undefined {
  const text = withAsciiDigits(withoutUnseen(phoneNumber))
  if (text.length > maxDialledLength || !dialledForm.test(text)) return undefined
  const digits = text.replace(/[^0-9]/g, '')
  return /^[+＋]/.test(text) ? `+${digits}` : digits
}

function textable(dialled: string, country?: Library.CountryCode): PhoneNumber | undefined {
  const number = library().parsePhoneNumberFromString(dialled, {
    ...(country && { defaultCountry: country }),
    extract: false,
  })
  if (number === undefined) return undefined
  return textableNumber(number) ?? textableToday(number)
}

function textableNumber(number: Library.PhoneNumber): PhoneNumber | undefined {
  if (number.country === undefined) return undefined
  // With the full metadata, exactly the valid numbers have a type.
  const type = number.getType()
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return undefined
  return { address: number.number.slice(1), country: number.country }
}

/** A number that is no longer valid, in its present form. */
function textableToday(number: Library.PhoneNumber): PhoneNumber | undefined {
  if (number.isValid()) return undefined
  const current = currentFormOf(number.number.slice(1))
  const read =
    current === undefined ? undefined : library().parsePhoneNumberFromString(`+${current}`, { extract: false })
  return read ? textableNumber(read) : undefined
}

let loaded: typeof Library | undefined

function library(): typeof Library {
  // A literal name, so that bundlers find the package.
  loaded ??= require('libphonenumber-js/max') as typeof Library
  return loaded
}
