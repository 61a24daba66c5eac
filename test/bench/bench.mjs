// Measures what the package costs, compared with a handler written by hand with the same libraries. Run:
// npm run bench -- --help
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { format } from 'prettier'
import { parseArguments, usage } from './arguments.mjs'
import { measureGrowth, measureProcesses } from './growth.mjs'
import { measureCase } from './measure.mjs'
import { memoryStoreBytes, redisBytes } from './memory.mjs'
import { svgPlot } from './plot.mjs'
import { cores, isPinned, startRedis, startScript } from './processes.mjs'
import { markdownReport } from './report.mjs'
import { measureStart } from './start.mjs'

/** The line width of the repository's files. */
const printWidth = 120
const marks = ['<!-- figures: from here on written by `npm run bench` -->', '<!-- end of figures -->']
const require = createRequire(import.meta.url)

try {
  const options = parseArguments(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await run(options)
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error)
  process.exitCode = 1
}

async function run(options) {
  const before = readBefore(options)
  const results = describe(options)
  await measure(options, results)
  results.machine.load.push(loadavg()[0])
  const report = await format(markdownReport(results, before), { parser: 'markdown', printWidth })
  console.log(report)
  if (options.out !== undefined) await write(options.out, results, report)
}

/** The earlier figures to compare with: from the file that was named, or else from the one beside the page. */
function readBefore({ before, out }) {
  const kept = out === undefined ? undefined : join(out, 'benchmarks.before.json')
  const file = before ?? (kept !== undefined && existsSync(kept) ? kept : undefined)
  return file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'))
}

async function measure({ cases, parts, rounds, requests, quick, million }, results) {
  const redis = await startRedis()
  const started = [redis]
  try {
    const providers = await startScript('providers.mjs', { core: cores.others })
    const load = await startScript('load.mjs', { core: cores.others })
    started.push(providers, load)
    const bench = { redis, providers, load, rounds, requests, quick, progress }
    if (parts.includes('requests')) {
      results.cases = []
      for (const benchCase of cases) results.cases.push(await measureCase(benchCase, bench))
    }
    if (parts.includes('memory')) {
      results.memory = {
        redis: await redisBytes(quick ? 100 : 5_000, bench),
        memoryStore: await memoryStoreBytes(quick ? 100 : 10_000, bench),
        processes: processMemory(results.cases),
      }
    }
    if (parts.includes('growth')) {
      const counts = quick ? [100] : [1_000, 100_000, ...(million ? [1_000_000] : [])]
      results.growth = await measureGrowth(counts, bench)
      results.processes = await measureProcesses(quick ? [1, 2] : [1, 2, 4], bench)
    }
    if (parts.includes('start')) results.start = measureStart(quick ? 1 : Math.max(rounds, 7), progress)
  } finally {
    await Promise.all(started.map(({ stop }) => stop()))
  }
}

/** Date, versions and machine: figures without these can't be compared. */
function describe({ rounds, requests, quick }) {
  const version = (name) => JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')).version
  const redis = spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout
  return {
    date: new Date().toISOString(),
    versions: {
      node: process.versions.node,
      redis: /v=(\S+)/.exec(redis)?.[1] ?? 'unknown',
      ...Object.fromEntries(['express', 'ioredis', 'nodemailer'].map((name) => [name, version(name)])),
    },
    machine: { cores: availableParallelism(), model: cpus()[0]?.model ?? 'unknown', isPinned, load: [loadavg()[0]] },
    ...{ rounds, requests, quick },
  }
}

function packageFolder(name) {
  return require.resolve
    .paths(name)
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(folder))
}

function processMemory(cases = []) {
  const email = cases.find(({ name, figures }) => name === 'email' && figures)
  return email && Object.fromEntries(Object.entries(email.figures).map(([kind, { memory }]) => [kind, memory]))
}

/** Replaces the figures between the marks of the page, and leaves the words around them. */
async function write(directory, results, report) {
  mkdirSync(directory, { recursive: true })
  const page = join(directory, 'benchmarks.md')
  const [first, last] = marks
  const known = existsSync(page) ? readFileSync(page, 'utf8') : `# Benchmarks\n\n${first}\n\n${last}\n`
  const [head = '', rest = ''] = known.split(first)
  const [, tail = ''] = rest.split(last)
  const figures = results.cases ? `![CPU of one request](benchmarks.svg)\n\n${report}` : report
  writeFileSync(page, `${head}${first}\n\n${figures}\n${last}${tail}`)
  writeFileSync(
    join(directory, 'benchmarks.json'),
    await format(JSON.stringify(results, rounded), { parser: 'json', printWidth }),
  )
  if (results.cases) writeFileSync(join(directory, 'benchmarks.svg'), svgPlot(results))
}

/** Five digits: the figures are not more exact than that. */
function rounded(_name, value) {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value
}

function progress(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`)
}
