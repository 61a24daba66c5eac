import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto'

/** Bytes of a tag, a keyed hash: 128 bits, so that none is met by chance or by search. */
const tagBytes = 16
const nonceBytes = 12
const authTagBytes = 16

/** What one secret gives: keyed hashes, and a seal for personal data. Each use has a key of its own. */
export class SecretKeys {
  private readonly tagKey: Buffer
  private readonly sealKey: Buffer
  /** Says which secret a sealed text needs, and nothing about it. */
  private readonly id: string

  constructor(secret: string) {
    this.tagKey = derive(secret, 'tag')
    this.sealKey = derive(secret, 'seal')
    this.id = this.tag('id').slice(0, 6)
  }

  /** A keyed hash over length-prefixed parts, so that no two lists of parts are hashed alike (`a`, `bc` and `ab`, `c`). */
  tag(use: string, ...parts: readonly string[]): string {
    const hmac = createHmac('sha256', this.tagKey)
    for (const part of [use, ...parts]) hmac.update(`${Buffer.byteLength(part)}:${part}`)
    return hmac.digest().subarray(0, tagBytes).toString('base64url')
  }

  /** Encrypted and authenticated (AES-256-GCM), and bound to its place: opened elsewhere it does not open. */
  seal(text: string, place: string): string {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce, { authTagLength: authTagBytes })
    cipher.setAAD(Buffer.from(place))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${this.id}${sealed.toString('base64url')}`
  }

  /** Null where it was not sealed with this secret, or not for this place. */
  open(sealed: string, place: string): string | null {
    if (!sealed.startsWith(this.id)) return null
    const bytes = Buffer.from(sealed.slice(this.id.length), 'base64url')
    if (bytes.length < nonceBytes + authTagBytes) return null
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, nonceBytes), {
      authTagLength: authTagBytes,
    })
    decipher.setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(-authTagBytes))
    try {
      return decipher.update(bytes.subarray(nonceBytes, -authTagBytes), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return null
    }
  }
}

/** The token of a link: 192 bits, in letters that no mail client breaks. */
export function newLinkToken(): string {
  return randomBytes(24).toString('base64url')
}

/** A code of that many digits, each as likely as any other. */
export function newCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}

/** 64 bits: names one session among those of its triple, or one call. */
export function newId(): string {
  return randomBytes(8).toString('base64url')
}

function derive(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `express-matrix-password-reset 1 ${use}`, 32))
}
