import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** One key of Redis, as somebody with a dump of it reads it. */
export interface KeptKey {
  readonly key: string
  readonly fields: readonly string[]
  readonly values: readonly string[]
  /** Milliseconds since the epoch; -1: none. */
  readonly expiresAt: number
}

/** Every key of a Redis with all that is kept under it. */
export async function everythingKept(redis: Redis): Promise<KeptKey[]> {
  const keys = (await redis.keys('*')).sort()
  return Promise.all(
    keys.map(async (key) => {
      const expiresAt = Number(await redis.call('PEXPIRETIME', key))
      if ((await redis.type(key)) === 'string') {
        const raw = (await redis.getBuffer(key))?.toString('latin1') ?? ''
        return { key, fields: [], values: [raw, ...(await unpacked(redis, key))], expiresAt }
      }
      const record = await redis.hgetall(key)
      return { key, fields: Object.keys(record), values: Object.values(record), expiresAt }
    }),
  )
}

/** The parts of a packed value (MessagePack), as Redis itself reads them. */
async function unpacked(redis: Redis, key: string): Promise<string[]> {
  const script = `local ok, values = pcall(function() return { cmsgpack.unpack(redis.call('GET', KEYS[1])) } end)
    return ok and cjson.encode(values) or '[]'`
  const values = JSON.parse(String(await redis.eval(script, 1, key))) as unknown[]
  return values.flat(4).map(String)
}

/** All of it as one text to search in. */
export function textOf(kept: readonly KeptKey[]): string {
  return kept.flatMap(({ key, fields, values }) => [key, ...fields, ...values]).join('\n')
}

const encodings = ['hex', 'base64', 'base64url'] as const
const algorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const

/** The shapes in which a text could lie about though nobody wrote it out: encoded, or as a hash that needs no key. */
export function disguisesOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const hashes = algorithms.map((algorithm) => createHash(algorithm).update(text).digest())
  const encoded = encodings.map((encoding) => bytes.toString(encoding).replace(/=+$/, ''))
  // Stores shorten hashes: the first 96 bits are enough to know one again.
  const hashed = hashes.flatMap((hash) => encodings.map((encoding) => hash.subarray(0, 12).toString(encoding)))
  return [encodeURIComponent(text), ...encoded.map((form) => form.slice(0, form.length - 1)), ...hashed]
}

/** Which of these texts somebody could read out of it, plainly or in disguise. A number counts where it stands alone: a
 * moment in milliseconds may hold any six digits. */
export function readable(haystack: string, texts: readonly string[]): string[] {
  return texts.filter((text) => {
    if (/^\d{4,8}$/.test(text))
      return new RegExp(`(?<![0-9A-Za-z_-])${text}(?![0-9A-Za-z_-])`).test(haystack) || isHashed(haystack, text)
    return haystack.includes(text) || disguisesOf(text).some((form) => form.length >= 6 && haystack.includes(form))
  })
}

function isHashed(haystack: string, text: string): boolean {
  return disguisesOf(text).some((form) => form.length >= 12 && haystack.includes(form))
}
