// Makes the PNG of a screenshot several times smaller, with a palette in place of three bytes per pixel and zlib's highest
// level. Screens have few colors, so the loss can't be seen. (PNG, Third Edition: sections 9, 11.2 and 12.)
import { crc32 as crc, deflateSync, inflateSync } from 'node:zlib'

/** The size of the palette. Text on plain areas needs no more. */
const colors = 64
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** `png` must be as Chromium makes it: 8 bits per channel, RGB or RGBA, opaque, not interlaced.
 * @param {Buffer} png */
export function smallPng(png) {
  const chunks = chunksOf(png)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13)
  const [width = 0, height = 0, depth, colorType = 0, , , interlace] = [0, 4]
    .map((at) => header.readUInt32BE(at))
    .concat(...header.subarray(8))
  const channels = new Map([
    [2, 3],
    [6, 4],
  ]).get(colorType)
  if (depth !== 8 || channels === undefined || interlace !== 0) throw new Error('This is no PNG of a screenshot')
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)))
  const pixels = unfiltered(data, width * channels, height, channels)
  const { palette, indices } = reduced(pixels, channels)

  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const newHeader = Buffer.from(header)
  newHeader[9] = 3
  /** @type {[string, Buffer][]} */
  const parts = [
    ['IHDR', newHeader],
    ['PLTE', Buffer.from(palette.flat())],
    ['IDAT', deflateSync(rows, { level: 9 })],
    ['IEND', Buffer.alloc(0)],
  ]
  return Buffer.concat([signature, ...parts.map(([type, content]) => chunk(type, content))])
}

/** Keeps the most frequent colors, and replaces each other color by the nearest of these.
 * @param {Buffer} pixels
 * @param {number} channels */
function reduced(pixels, channels) {
  /** @param {number} at */
  const colorAt = (at) => pixels.readUIntBE(at, 3)
  /** @type {Map<number, number>} */
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += channels) counts.set(colorAt(at), (counts.get(colorAt(at)) ?? 0) + 1)
  const byCount = [...counts].sort(([, one], [, two]) => two - one).map(([color]) => color)
  const kept = byCount.slice(0, colors)
  const indexOf = new Map(byCount.map((color, index) => [color, index < colors ? index : nearest(color, kept)]))
  const indices = Buffer.alloc(pixels.length / channels)
  for (let index = 0; index < indices.length; index++) indices[index] = indexOf.get(colorAt(index * channels)) ?? 0
  return { palette: kept.map(partsOf), indices }
}

/** @param {number} color @param {number[]} kept */
function nearest(color, kept) {
  const distances = kept.map((other) =>
    Math.hypot(...partsOf(color).map((part, index) => part - (partsOf(other)[index] ?? 0))),
  )
  return distances.indexOf(Math.min(...distances))
}

/** @param {number} color */
function partsOf(color) {
  return [color >> 16, (color >> 8) & 0xff, color & 0xff]
}

/** Undoes the filter of each row, which stores differences from the pixels to the left and above.
 * @param {Buffer} data
 * @param {number} rowBytes
 * @param {number} height
 * @param {number} channels */
function unfiltered(data, rowBytes, height, channels) {
  const pixels = Buffer.alloc(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const from = y * (rowBytes + 1)
    const to = y * rowBytes
    /** @param {number} at */
    const pixelAt = (at) => pixels[to + at] ?? 0
    for (let x = 0; x < rowBytes; x++) {
      const left = x < channels ? 0 : pixelAt(x - channels)
      const above = y === 0 ? 0 : pixelAt(x - rowBytes)
      const corner = x < channels || y === 0 ? 0 : pixelAt(x - rowBytes - channels)
      pixels[to + x] = (data[from + 1 + x] ?? 0) + predicted(data[from] ?? 0, left, above, corner)
    }
  }
  return pixels
}

/** @param {number} filter @param {number} left @param {number} above @param {number} corner */
function predicted(filter, left, above, corner) {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
  const toCorner = Math.abs(left + above - 2 * corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

/** @param {Buffer} png */
function chunksOf(png) {
  const chunks = []
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
