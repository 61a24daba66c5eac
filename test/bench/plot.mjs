// Draws the figures: for each server of each case a bar for the median, and a line from the smallest value to the largest.

const shown = {
  ours: { label: 'this package', color: '#0b5cad' },
  'by-hand': { label: 'by hand', color: '#b45309' },
  bare: { label: 'bare', color: '#6b7280' },
  express: { label: "Express's hello", color: '#9ca3af' },
}
const width = 860
const left = 320
const right = 70
const barHeight = 12
const gap = 14
const top = 56

export function svgPlot({ cases, date, versions }) {
  const groups = cases.filter(({ figures }) => figures).map(({ title, figures }) => ({ title, bars: barsOf(figures) }))
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ max }) => max)))
  const scale = (micros) => left + (micros / most) * (width - left - right)
  let y = top
  const drawn = groups.map(({ title, bars }) => {
    const at = y
    y += bars.length * barHeight + gap
    return groupOf(title, bars, at, scale)
  })
  const subtitle = `${date.slice(0, 10)}, Node ${versions.node}, Redis ${versions.redis}, Express ${versions.express}: medians, with the least and the most`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" role="img" aria-label="CPU microseconds a request">
<style>
text { font: 12px system-ui, sans-serif; fill: #16191d }
.soft { fill: #4d545e; font-size: 11px }
.most { stroke: #16191d }
rect.page { fill: #ffffff }
@media (prefers-color-scheme: dark) {
text { fill: #f2f4f6 }
.soft { fill: #b9c0ca }
.most { stroke: #f2f4f6 }
rect.page { fill: #101215 }
}
</style>
<rect class="page" width="${width}" height="${y + 8}"/>
<text x="12" y="20" font-weight="600">CPU of one request, in microseconds: less is better</text>
<text class="soft" x="12" y="38">${escaped(subtitle)}</text>
${legend()}
${drawn.join('\n')}
</svg>
`
}

function barsOf(figures) {
  return Object.keys(shown)
    .filter((kind) => figures[kind])
    .map((kind) => ({ kind, ...figures[kind].cpuMicros }))
}

function groupOf(title, bars, y, scale) {
  const middle = y + (bars.length * barHeight) / 2 + 4
  const lines = bars.map(({ kind, median, min, max }, i) => {
    const at = y + i * barHeight
    const centre = at + barHeight / 2 - 1
    return `<rect x="${left}" y="${at}" width="${round(scale(median) - left)}" height="${barHeight - 2}" fill="${shown[kind].color}"/>
<path class="most" d="M${round(scale(min))} ${centre}H${round(scale(max))}"/>
<text class="soft" x="${round(scale(max) + 5)}" y="${centre + 4}">${median.toFixed(0)}</text>`
  })
  return `<text x="${left - 10}" y="${middle}" text-anchor="end">${escaped(title)}</text>\n${lines.join('\n')}`
}

function legend() {
  return Object.values(shown)
    .map(({ label, color }, i) => {
      const x = left + 24 + 110 * i
      return `<rect x="${x}" y="11" width="10" height="10" fill="${color}"/><text class="soft" x="${x + 14}" y="20">${escaped(label)}</text>`
    })
    .join('\n')
}

function round(number) {
  return Math.round(number * 10) / 10
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
