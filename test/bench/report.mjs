// Writes the figures as Markdown tables.
import { targetsOf } from './targets.mjs'

const baselineNames = {
  'by-hand': 'by hand',
  bare: 'bare',
  express: "Express's hello",
  'node-http': "node:http's hello",
}

/** @param before the JSON of an earlier run, for a column of its own */
export function markdownReport(results, before) {
  return [
    machine(results),
    before && `Before: ${machine(before)}`,
    targets(results, before),
    results.cases && requests(results.cases, before?.cases),
    results.cases && baselines(results.cases),
    results.cases && mails(results.cases),
    results.memory && memory(results.memory, before?.memory),
    results.growth && growth(results.growth),
    results.processes && processes(results.processes),
    results.start && start(results.start, before?.start),
    results.cases && skipped(results.cases),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function machine({ date, versions, machine: { cores, model, isPinned, load }, rounds, requests: count, quick }) {
  const names = { node: 'Node', redis: 'Redis', express: 'Express', ioredis: 'ioredis', nodemailer: 'nodemailer' }
  const programs = Object.entries(versions).map(([name, version]) => `${names[name] ?? name} ${version}`)
  const pins = isPinned ? 'the server on one of them, load and Redis on another' : 'nothing pinned'
  const others = `The load of the machine was ${load.map((one) => one.toFixed(1)).join(', ')} before the run and after it.`
  const quickly = quick ? ' Made with `--quick`: these figures mean nothing.' : ''
  return `${date.slice(0, 10)}, ${programs.join(', ')}; ${cores} cores (${model}), ${pins}; ${rounds} rounds of up to ${count} requests. ${others}${quickly}`
}

function targets(results, before) {
  const earlier = before ? targetsOf(before) : []
  const rows = targetsOf(results).map(({ what, most, digits, figure, isMet }) => [
    what,
    `at most ${most.toLocaleString('en')}`,
    `${figure.toFixed(digits)}${isMet ? '' : ' (missed)'}`,
    ...(before ? [earlier.find((one) => one.what === what)?.figure.toFixed(digits)] : []),
  ])
  return rows.length === 0 ? '' : table(['aim', 'target', 'now', ...(before ? ['before'] : [])], rows)
}

function requests(cases, before = []) {
  const done = cases.filter(({ skipped: why }) => why === undefined)
  const columns = [
    'case',
    'CPU µs a request',
    'by hand',
    'bare',
    "Express's hello",
    'requests a second',
    'p50, p95, p99 ms',
  ]
  const rows = done.map(({ name, title, figures: { ours }, ratios }) => {
    const earlier = before.find((one) => one.name === name)
    return [
      title,
      spread(ours.cpuMicros, 0),
      ...['by-hand', 'bare', 'express'].map((kind) => ratioWithBefore(ratios[kind], earlier?.ratios?.[kind])),
      ours.perSecond.median.toFixed(0),
      ['p50', 'p95', 'p99'].map((part) => ours.latencyMs[part].median.toFixed(1)).join(', '),
      ...(before.length > 0 ? [earlier?.figures ? earlier.figures.ours.cpuMicros.median.toFixed(0) : ''] : []),
    ]
  })
  return table([...columns, ...(before.length > 0 ? ['CPU µs before'] : [])], rows)
}

function baselines(cases) {
  const rows = cases.flatMap(({ title, figures = {} }) =>
    Object.entries(figures)
      .filter(([kind]) => kind !== 'ours')
      .map(([kind, { cpuMicros, perSecond }]) => [
        title,
        baselineNames[kind],
        spread(cpuMicros, 0),
        perSecond.median.toFixed(0),
      ]),
  )
  return table(['case', 'baseline', 'CPU µs a request', 'requests a second'], rows)
}

/** The sizes of the mails: a reader can see that the mail written by hand is of a similar size. */
function mails(cases) {
  const { figures } = cases.find(({ name, figures: some }) => name === 'email' && some) ?? {}
  if (!figures?.['by-hand']) return ''
  const [ours, byHand] = [figures.ours, figures['by-hand']].map(({ messageBytes }) => messageBytes.toLocaleString('en'))
  return `Text and HTML of one mail: ${ours} bytes here, ${byHand} by hand.`
}

function memory({ redis, memoryStore, processes }, before) {
  const kinds = Object.entries(redis.kinds).map(
    ([kind, { keys, bytes }]) => `${kind} ${bytes.toFixed(0)} (${keys.toFixed(2)} keys)`,
  )
  const mb = (bytes) => `${(bytes / 1_048_576).toFixed(1)} MB`
  const rows = [
    ['Redis, bytes a session, `used_memory`', redis.usedBytes.toFixed(0), before?.redis.usedBytes.toFixed(0)],
    [
      'Redis, bytes a session, `MEMORY USAGE` of all keys',
      redis.keyBytes.toFixed(0),
      before?.redis.keyBytes.toFixed(0),
    ],
    ['Of these, by key', kinds.join(', '), ''],
    ['Memory store, bytes a session', memoryStore.heapBytes.toFixed(0), before?.memoryStore.heapBytes.toFixed(0)],
    ...Object.entries(processes ?? {}).map(([kind, { rssBytes, heapBytes }]) => [
      `Process after the rounds of requestToken by email, ${kind === 'ours' ? 'this package' : baselineNames[kind]}: RSS, heap`,
      `${mb(rssBytes)}, ${mb(heapBytes)}`,
      '',
    ]),
  ]
  return table(
    ['memory', 'now', ...(before ? ['before'] : [])],
    rows.map((row) => row.slice(0, before ? 3 : 2)),
  )
}

function growth(results) {
  const rows = results.map(({ store, sessions, cpuMicros, ratio, leftBytes, timersLeft }) => [
    `${sessions.toLocaleString('en')} in ${store === 'redis' ? 'Redis' : 'the memory store'}`,
    spread(cpuMicros, 0),
    spread(ratio, 2),
    leftBytes.toFixed(0),
    timersLeft,
  ])
  return table(
    ['sessions', 'CPU µs a request', 'as a multiple of that with few', 'heap bytes left a request', 'timers left'],
    rows,
  )
}

function processes(results) {
  const rows = results.map(({ processes: count, cpuMicros, ratio, perSecond }) => [
    count,
    spread(cpuMicros, 0),
    spread(ratio, 2),
    perSecond.median.toFixed(0),
  ])
  return table(
    ['processes on one Redis', 'CPU µs a request', 'as a multiple of that of one', 'requests a second'],
    rows,
  )
}

function start({ ms, ratioToJoi }, before) {
  const rows = Object.entries(ms).map(([name, figure]) => [
    `\`require('${name}')\` beside Express, ms`,
    spread(figure, 0),
  ])
  const earlier = before ? ` (before: ${spread(before.ratioToJoi, 2)})` : ''
  return table(
    ['start', 'now'],
    [...rows, ["This package's as a multiple of Joi's", `${spread(ratioToJoi, 2)}${earlier}`]],
  )
}

function skipped(cases) {
  return cases
    .filter(({ skipped: why }) => why !== undefined)
    .map(({ title, skipped: why }) => `Not run: ${title} (${why}).`)
    .join('\n')
}

function ratioWithBefore(now, earlier) {
  if (!now) return ''
  return `${spread(now, 2)}${earlier ? `; before ${earlier.median.toFixed(2)}` : ''}`
}

function spread({ median, min, max }, digits) {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`
}

function table(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}
