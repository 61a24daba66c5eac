import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaults } from '../../lib/options/defaults'

/** What the reference says is made from the options' comments, which nobody but this test compares with the values. */
const reference = readFileSync(join(__dirname, '../../docs/options.md'), 'utf8')
const windows = new Map([
  [60_000, 'a minute'],
  [3_600_000, 'an hour'],
  [86_400_000, 'a day'],
])

test.each(Object.entries(defaults.limits))('%s: the reference has its default', (name, limit) => {
  const row = reference.split('\n').find((line) => line.startsWith(`| \`${name}\` `))
  const said = limit ? `${limit.max.toLocaleString('en')} ${windows.get(limit.windowMs)}` : 'none'
  expect(row).toContain(`Default: ${said}`)
})

test('codes, links and sessions last, and are guessed at, as often as the design says', () => {
  expect(defaults.tokens).toEqual({
    linkLifetimeMs: 3_600_000,
    codeLifetimeMs: 600_000,
    codeDigits: 6,
    codeTries: 5,
    validatedLifetimeMs: 1_800_000,
    sendLeaseMs: 30_000,
  })
})
