/** The media of third-party identifiers: the specification's appendix "3PID Types". */
export type Medium = 'email' | 'msisdn'

/** A third-party identifier: an email address or a phone number. */
export interface Threepid {
  readonly medium: Medium
  /** Canonical: an email address in its case-folded form; a phone number as E.164 digits without the `+`. */
  readonly address: string
}
