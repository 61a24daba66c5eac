import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Verdict = 'right' | 'wrong' | 'no try'

interface TypedAddress {
  readonly typed: string
  /** Null: refused. */
  readonly address: string | null
}

interface TypedCode {
  readonly typed: string
  readonly what: string
  readonly verdict: Verdict
}

const verdicts: readonly Verdict[] = ['right', 'wrong', 'no try']

/** The tables of the document that says what typed text comes to. */
export function typedInput() {
  const page = readFileSync(join(__dirname, '../../docs/typed-input.md'), 'utf8')
  const [emails = [], numbers = [], codes = []] = page.split(/^## /m).slice(1).map(rowsOf)
  return { emails: emails.map(addressOf), numbers: numbers.map(addressOf), codes: codes.map(codeOf) }
}

type Row = readonly [typed: string, what: string, result: string]

function rowsOf(section: string): readonly Row[] {
  const rows = [...section.matchAll(/^\| `([^`]+)` +\| (.*?) +\| (.*?) +\|$/gm)]
  const lines = section.split('\n').filter((line) => line.startsWith('|')).length
  // Less its two lines of heading: none is passed over.
  expect(rows.length).toBe(lines - 2)
  return rows.map(([, typed = '', what = '', result = '']) => [
    JSON.parse(`"${typed.replaceAll('"', '\\"')}"`) as string,
    what,
    result,
  ])
}

function addressOf([typed, , result]: Row): TypedAddress {
  const address = /^`(.+)`$/.exec(result)?.[1]
  if (address === undefined) expect(result).toBe('refused')
  return { typed, address: address ?? null }
}

function codeOf([typed, what, result]: Row): TypedCode {
  const verdict = verdicts.find((known) => known === result)
  if (verdict === undefined) throw new Error(`A code comes to nothing of that name: ${result}`)
  return { typed, what, verdict }
}

/** Zero in each script that the tables use. */
const zeros = [...'0٠۰०０𝟘'].map((zero) => zero.codePointAt(0) ?? 0)

/** What was typed where the code is 123456, for another code: each digit in the same place, and of the same script. */
export function withCode(typed: string, code: string): string {
  return [...typed].map((char) => digitOf(char, code)).join('')
}

function digitOf(char: string, code: string): string {
  const point = char.codePointAt(0) ?? 0
  const zero = zeros.find((start) => point > start && point <= start + 6)
  return zero === undefined ? char : String.fromCodePoint(zero + Number(code[point - zero - 1]))
}
