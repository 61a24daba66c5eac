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

/** Bytes of a tag, a keyed hash: 128 bits, so that none is met by chance or by search. */
const tagBytes = 16
const nonceBytes = 12
/** Letters of base64url: 3 bytes, so that what follows begins with a letter of its own. */
const idLength = 4
const authTagBytes = 16

/** What one secret gives: keyed hashes, and a seal for personal data. Each use has a key of its own. */
export class SecretKeys {
  private readonly tagKey: KeyObject
  private readonly sealKey: KeyObject
  /** Says which secret a sealed text needs, and nothing about it. */
  private readonly id: string
  private readonly idBytes: Buffer

  constructor(secret: string) {
    this.tagKey = derive(secret, 'tag')
    this.sealKey = derive(secret, 'seal')
    this.id = this.tag('id').slice(0, idLength)
    this.idBytes = Buffer.from(this.id, 'base64url')
  }

  /** A keyed hash over length-prefixed parts, so that no two lists of parts are hashed alike (`a`, `bc` and `ab`, `c`). */
  tag(use: string, ...parts: readonly string[]): string {
    let text = lengthPrefixed(use)
    for (const part of parts) text += lengthPrefixed(part)
    return createHmac('sha256', this.tagKey).update(text).digest().toString('base64url', 0, tagBytes)
  }

  /** Encrypted and authenticated (AES-256-GCM), and bound to its place: opened elsewhere it does not open. */
  seal(text: string, place: string): string {
    const nonce = randomSlice(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce, { authTagLength: authTagBytes })
    cipher.setAAD(Buffer.from(place))
    const body = cipher.update(text, 'utf8')
    // Of this mode nothing is left for the end, but it makes the tag.
    cipher.final()
    return Buffer.concat([this.idBytes, nonce, body, cipher.getAuthTag()]).toString('base64url')
  }

  /** Undefined where it was not sealed with this secret, or not for this place. */
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

/** A code of that many digits, each as likely as any other. */
export function newCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}

/** 64 bits: names one session among those of its triple, or one call. */
export function newId(): string {
  return randomSlice(8).toString('base64url')
}

function lengthPrefixed(part: string): string {
  return `${Buffer.byteLength(part)}:${part}`
}

function derive(secret: string, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `express-matrix-password-reset 2 ${use}`, 32)))
}
