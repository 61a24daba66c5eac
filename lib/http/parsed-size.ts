/**
 * Whether the JSON of a parsed body would be longer than `maxBytes`. A loop, which stops at the bound: a body may be
 * nested deeper than `JSON.stringify` can go, contain itself, or contain functions that would be called.
 *
 * @throws whatever a getter throws
 */
export function isLarger(parsed: unknown, maxBytes: number): boolean {
  const left: unknown[] = [parsed]
  // The outermost value has no comma after it.
  let bytes = -1
  while (left.length > 0) {
    const value = left.pop()
    bytes += ownBytes(value)
    if (bytes > maxBytes) return true
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    // A list may have holes: only its length is certain.
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

/** The least that a value takes with the comma after it, without the values in it. */
function ownBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + '"",'.length
  if (ArrayBuffer.isView(value)) return value.byteLength
  // The last value in it has no comma.
  if (typeof value === 'object' && value !== null) return '{}'.length
  const isPlain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  return (isPlain ? String(value) : 'null').length + 1
}
