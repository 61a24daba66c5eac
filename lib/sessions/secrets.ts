import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomInt,
} from 'node:crypto'
import { randomSlice } from './random-pool'

/** The length of a tag (a keyed hash) in bytes: 128 bits, so that none is found by chance or by search. */
const tagBytes = 16
const nonceBytes = 12
/** The length of an ID in letters of base64url: 3 bytes, so that the text after it begins with a letter of its own. */
const idLength = 4
const authTagBytes = 16

/**
 * The keys that are made from one secret: for keyed hashes, and for sealing personal data. Each use has its own key.
 */
export class SecretKeys {
  private readonly tagKey: KeyObject
  private readonly sealKey: KeyObject
  /** Says which secret opens a sealed text, and nothing else about the secret. */
  private readonly id: string
  private readonly idBytes: Buffer

  constructor(secret: string) {
    this.tagKey = derive(secret, 'tag')
    this.sealKey = derive(secret, 'seal')
    this.id = this.tag('id').slice(0, idLength)
    this.idBytes = Buffer.from(this.id, 'base64url')
  }

  /**
   * A keyed hash over parts with their lengths, so that different lists of parts have different hashes (`a`, `bc` and
   * `ab`, `c`).
   */
  tag(use: string, ...parts: readonly string[]): string {
    let text = lengthPrefixed(use)
    for (const part of parts) text += lengthPrefixed(part)
    return createHmac('sha256', this.tagKey).update(text).digest().toString('base64url', 0, tagBytes)
  }

  /** Encrypts and authenticates a text (AES-256-GCM), bound to a place: it can't be opened in another place. */
  seal(text: string, place: string): string {
    const nonce = randomSlice(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce, { authTagLength: authTagBytes })
    cipher.setAAD(Buffer.from(place))
    const body = cipher.update(text, 'utf8')
    // In this mode `final` adds no bytes, but makes the tag.
    cipher.final()
    return Buffer.concat([this.idBytes, nonce, body, cipher.getAuthTag()]).toString('base64url')
  }

  /** Opens a sealed text; undefined if it was sealed with another secret or for another place. */
  open(sealed: string, place: string): string | undefined {
    if (!sealed.startsWith(this.id)) return undefined
    const bytes = Buffer.from(sealed.slice(idLength), 'base64url')
    if (bytes.length < nonceBytes + authTagBytes) return undefined
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, nonceBytes), {
      authTagLength: authTagBytes,
    })
    decipher.setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(-authTagBytes))
    try {
      return decipher.update(bytes.subarray(nonceBytes, -authTagBytes), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return undefined
    }
  }
}

/** Of the token of a link, in letters. */
export const linkTokenLength = 32

/** The token of a link: 192 bits, in letters that no mail client breaks. */
export function newLinkToken(): string {
  return randomSlice(24).toString('base64url')
}

/** A code of this many digits, each equally likely. */
export function newCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}

/** A random ID of 64 bits: names one session of a triple, or one call. */
export function newId(): string {
  return randomSlice(8).toString('base64url')
}

function lengthPrefixed(part: string): string {
  return `${Buffer.byteLength(part)}:${part}`
}

function derive(secret: string, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `express-matrix-password-reset 2 ${use}`, 32)))
}
