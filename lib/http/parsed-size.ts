/**
 * Whether what a parser made of a body stands for more JSON than that many bytes. It is walked without a call to itself, and
 * no further than the bound: a body may be nested deeper than `JSON.stringify` can go, hold itself, or hold functions that
 * would be called.
 *
 * @throws whatever a getter throws
 */
export function isLarger(parsed: unknown, maxBytes: number): boolean {
  const left: unknown[] = [parsed]
  // The outermost has no comma behind it.
  let bytes = -1
  while (left.length > 0) {
    const value = left.pop()
    bytes += ownBytes(value)
    if (bytes > maxBytes) return true
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    // Of a list the length alone is certain: it may have been made with holes.
    if (Array.isArray(value)) {
      if (value.length > maxBytes) return true
      left.push(...(value as readonly unknown[]))
    } else {
      for (const [name, field] of Object.entries(value)) {
        bytes += Buffer.byteLength(name) + '"":'.length
        if (field !== undefined && typeof field !== 'function') left.push(field)
      }
    }
  }
  return false
}

/** What a value takes at least, the comma behind it counted, without what it holds. */
function ownBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + '"",'.length
  if (ArrayBuffer.isView(value)) return value.byteLength
  // The last of what it holds has no comma.
  if (typeof value === 'object' && value !== null) return '{}'.length
  const isPlain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  return (isPlain ? String(value) : 'null').length + 1
}
