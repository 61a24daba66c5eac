import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const deadlineMs = 300_000
const around = 'Words around the figures.'

interface Results {
  readonly cases: readonly {
    readonly name: string
    readonly figures: Record<string, { readonly cpuMicros: { readonly median: number; readonly rounds: number } }>
    readonly ratios: Record<string, { readonly median: number; readonly min: number; readonly max: number }>
  }[]
  readonly memory: { readonly redis: { readonly usedBytes: number; readonly keyBytes: number } }
  readonly start: { readonly ratioToJoi: { readonly median: number } }
  readonly versions: Record<string, string>
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** Runs each kind of preparation, baseline and provider once, with tiny numbers: nothing is measured. */
test(
  'runs, and writes its figures as JSON, as a table and as a picture',
  async () => {
    const cases = ['email', 'email-smtp', 'proxied', 'submit-right', 'confirm']
    const marks = /<!-- figures: .* -->[^]*<!-- end of figures -->/
    const page = readFileSync(join(__dirname, '../../docs/benchmarks.md'), 'utf8')
    writeFileSync(
      join(folder, 'benchmarks.md'),
      page.replace(marks, (figures) => `${around}\n\n${figures}\n\n${around}`),
    )

    const parts = ['requests', 'memory', 'start'].flatMap((part) => ['--part', part])
    const args = ['--quick', '--rounds', '1', ...parts, ...cases.flatMap((name) => ['--case', name]), '--out', folder]
    const { stdout, stderr } = await run(process.execPath, [join(__dirname, 'bench.mjs'), ...args])

    expect(stderr).toContain('email: round 1 of 1')
    const results = JSON.parse(read('benchmarks.json')) as Results
    expect(results.cases.map(({ name }) => name)).toEqual(cases)
    expect(Object.keys(results.cases[0]!.figures)).toEqual(['ours', 'by-hand', 'bare', 'express', 'node-http'])
    for (const { figures, ratios } of results.cases) {
      expect(figures['ours']!.cpuMicros).toMatchObject({ rounds: 1, median: expect.any(Number) as number })
      for (const { median } of Object.values(ratios)) expect(median).toBeGreaterThan(0)
    }
    expect(results.memory.redis.keyBytes).toBeGreaterThan(100)
    expect(results.start.ratioToJoi.median).toBeGreaterThan(0)
    expect(results.versions['node']).toBe(process.versions.node)

    const written = read('benchmarks.md')
    expect(written.split(around)).toHaveLength(3)
    expect(written).toContain(stdout.trim())
    expect(written).toContain('these figures mean nothing')
    expect(read('benchmarks.svg')).toMatch(/^<svg [^]*this package[^]*<\/svg>\n$/)
  },
  deadlineMs,
)

test('says how it is called where it is called wrongly', async () => {
  const called = run(process.execPath, [join(__dirname, 'bench.mjs'), '--case', 'nothing'])
  await expect(called).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--rounds N') as string })
})
