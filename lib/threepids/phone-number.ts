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
export interface DialledNumber {
  /** Where it is dialled: two capital letters (ISO 3166-1 alpha-2). */
  readonly country: string
  /** As it is dialled there, or international (`+44...`, or with the country's own prefix, such as `0044...`). */
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

/** The last digits of a number, which tell its neighbours apart. */
const subscriberDigits = 4

/**
 * A number as a person typed or pasted it. What can't be seen in it is taken out first, and the digits of every script
 * count. Undefined where `country` is unknown, or the whole of the rest (64 UTF-16 code units at most) is not a number that is
 * valid there and can be texted: a mobile number, or one of a range that mobile and fixed lines share. Premium-rate and
 * personal numbers, pagers and numbers of no country are none.
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
 * A number as an account stores it: E.164 digits, with or without the `+`. One of a former numbering plan is read as what it
 * has become. Undefined where it is not a number that can be texted.
 */
export function parseStoredNumber(stored: string): PhoneNumber | undefined {
  if (!storedForm.test(stored)) return undefined
  return textable(stored.startsWith('+') ? stored : `+${stored}`)
}

/** What a number has in common with those around it, for limits: all but the last 4 digits. */
export function numberPrefix(address: string): string {
  return address.slice(0, -subscriberDigits)
}

/** Two capital letters of a country or territory that has a numbering plan known here. */
export function isCountry(country: string): country is Library.CountryCode {
  return library().isSupportedCountry(country)
}

/** All of these. */
export function knownCountries(): readonly string[] {
  return library().getCountries()
}

/**
 * Loads what is known of the world's numbering plans, which takes some 40 ms: here and not by import, so that hosts that
 * send no text messages do without it, and when the host starts, so that no request waits for it.
 */
export function loadNumberingPlans(): void {
  library()
}

/** ASCII digits, with the plus in front where there is one; undefined where there is more in it than a number. */
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
  // With the full metadata a number has a type if, and only if, it is valid.
  const type = number.getType()
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return undefined
  return { address: number.number.slice(1), country: number.country }
}

/** A number that is not valid any more, as what it has become. */
function textableToday(number: Library.PhoneNumber): PhoneNumber | undefined {
  if (number.isValid()) return undefined
  const current = currentFormOf(number.number.slice(1))
  const read =
    current === undefined ? undefined : library().parsePhoneNumberFromString(`+${current}`, { extract: false })
  return read ? textableNumber(read) : undefined
}

let loaded: typeof Library | undefined

function library(): typeof Library {
  // A literal, so that bundlers find it.
  loaded ??= require('libphonenumber-js/max') as typeof Library
  return loaded
}
