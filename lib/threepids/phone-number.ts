import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

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

const MAX_DIALLED_LENGTH = 64
/**
 * Digits (ASCII, Arabic, full-width) and what people put between them; no letters, no extension (`x5`, `#5`), no pauses,
 * nothing unseen.
 */
const DIALLED = /^(?: *[+＋])?[0-9٠-٩۰-۹０-９ \u00a0\u3000().\-\u2010-\u2015\u2212/]+$/
/** E.164, section 6.2: 15 digits at most. */
const STORED = /^\+?[0-9]{1,15}$/

/** The last digits of a number, which tell its neighbours apart. */
const SUBSCRIBER_DIGITS = 4

/**
 * Null where `country` is unknown, or the whole of `phoneNumber` (64 UTF-16 code units at most) is not a number that is
 * valid there and can be texted: a mobile number, or one of a range that mobile and fixed lines share. Premium-rate and
 * personal numbers, pagers and numbers of no country are null.
 */
export function parseDialledNumber({ country, phoneNumber }: DialledNumber): PhoneNumber | null {
  if (!isCountry(country)) return null
  if (phoneNumber.length > MAX_DIALLED_LENGTH || !DIALLED.test(phoneNumber)) return null
  // libphonenumber knows neither a space in front of the plus nor the full-width plus, and might read what follows as national.
  return textable(phoneNumber.trim().replace('＋', '+'), country)
}

/** The same for a number as an account stores it: E.164 digits, with or without the `+`. */
export function parseStoredNumber(stored: string): PhoneNumber | null {
  if (!STORED.test(stored)) return null
  return textable(stored.startsWith('+') ? stored : `+${stored}`)
}

/** What a number has in common with those around it, for limits: all but the last 4 digits. */
export function numberPrefix(address: string): string {
  return address.slice(0, -SUBSCRIBER_DIGITS)
}

/** Two capital letters of a country or territory that has a numbering plan known here. */
export function isCountry(country: string): country is CountryCode {
  return isSupportedCountry(country)
}

function textable(text: string, country?: CountryCode): PhoneNumber | null {
  const number = parsePhoneNumberFromString(text, { ...(country && { defaultCountry: country }), extract: false })
  if (number?.country === undefined) return null
  // With the full metadata a number has a type if, and only if, it is valid.
  const type = number.getType()
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return null
  return { address: number.number.slice(1), country: number.country }
}
