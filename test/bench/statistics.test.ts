import { spawnSync } from 'node:child_process'

/** Calls a module of the benchmark in a process of its own, because it is ESM, which Jest does not load here. */
function call(module: string, expression: string): unknown {
  const script = `import * as m from './${module}'
try { console.log(JSON.stringify({ value: ${expression} })) } catch (error) { console.log(JSON.stringify({ error: String(error) })) }`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: __dirname,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  const { value, error } = JSON.parse(stdout) as { value?: unknown; error?: string }
  return error ?? value
}

describe('the statistics of the benchmark', () => {
  test('take the median of values in any order, and between two where there is no middle one', () => {
    expect(call('statistics.mjs', '[m.median([30, 4, 100]), m.median([1, 10, 3, 2])]')).toEqual([30, 2.5])
  })

  test('interpolate a quantile, and leave the values as they were', () => {
    const expression =
      '(() => { const values = [3, 1, 2]; return [m.quantile(values, 0.25), m.quantile(values, 1), values] })()'
    expect(call('statistics.mjs', expression)).toEqual([1.5, 3, [3, 1, 2]])
  })

  test('refuse to tell a quantile of nothing', () => {
    expect(call('statistics.mjs', 'm.median([])')).toBe('RangeError: There is no quantile of nothing')
  })

  test('tell a figure of several rounds with how far they lie apart', () => {
    expect(call('statistics.mjs', 'm.summary([5, 1, 3, 2, 4])')).toEqual({
      median: 3,
      min: 1,
      max: 5,
      lowerQuartile: 2,
      upperQuartile: 4,
      rounds: 5,
    })
  })

  test('compare round by round, so that a slow round falls out of the ratio', () => {
    // The second round was ten times slower for both.
    expect(call('statistics.mjs', 'm.pairedRatio([2, 22, 3], [1, 10, 2])')).toMatchObject({
      median: 2,
      min: 1.5,
      max: 2.2,
    })
    expect(call('statistics.mjs', 'm.pairedRatio([1, 2], [1])')).toMatch(/^RangeError: Only rounds/)
  })

  test('tell the tail of latencies', () => {
    const expression = 'm.latencies(Array.from({ length: 101 }, (_, i) => 100 - i))'
    expect(call('statistics.mjs', expression)).toEqual({ p50: 50, p95: 95, p99: 99 })
  })
})

describe('the targets of the benchmark', () => {
  test('are judged where they were measured, and nowhere else', () => {
    const results = {
      cases: [
        { name: 'email', ratios: { 'by-hand': { median: 1.01 }, bare: { median: 1.7 } } },
        { name: 'flow-3pid', skipped: 'not there' },
      ],
      growth: [{ ratio: { median: 1 } }, { ratio: { median: 1.2 } }],
    }
    const judged = call('targets.mjs', `m.targetsOf(${JSON.stringify(results)})`) as {
      figure: number
      isMet: boolean
    }[]
    expect(judged.map(({ figure, isMet }) => [figure, isMet])).toEqual([
      [1.01, false],
      [1.7, true],
      [1.2, false],
    ])
  })
})

describe('the command line of the benchmark', () => {
  const parse = (...args: string[]): unknown => call('arguments.mjs', `m.parseArguments(${JSON.stringify(args)})`)

  test('runs everything in seven rounds where nothing is said', () => {
    expect(parse()).toMatchObject({ rounds: 7, parts: ['requests', 'memory', 'growth', 'start'], quick: false })
  })

  test('takes cases alone where cases are named', () => {
    expect(parse('--case', 'poll', '--rounds', '9', '--requests', '50')).toMatchObject({
      cases: [{ name: 'poll' }],
      parts: ['requests'],
      rounds: 9,
      requests: 50,
    })
  })

  test.each([
    [['--case', 'nothing'], /^TypeError: --case nothing: give one of email, /],
    [['--part', 'nothing'], /^TypeError: --part nothing: give one of requests, /],
    [['--rounds', '0'], /^TypeError: --rounds 0: give a whole number from 1/],
    [['--requests', '1.5'], /^TypeError: --requests 1.5: give a whole number from 1/],
    [['--unknown'], /^TypeError.*unknown/i],
  ])('refuses %j', (args, complaint) => {
    expect(parse(...args)).toMatch(complaint)
  })
})
