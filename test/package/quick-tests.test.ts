import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { packageRoot } from './packed'

const quick: string[] = execFileSync(
  process.execPath,
  [join(packageRoot, 'node_modules/jest/bin/jest.js'), '--config', 'scripts/quick-tests.cjs', '--listTests', '--json'],
  { cwd: packageRoot, encoding: 'utf8' },
)
  .split('\n')
  .filter((line) => line.startsWith('['))
  .flatMap((line) => JSON.parse(line) as string[])

/** What starts a server, a browser or a process, or talks to Redis. */
const needed = /from '(?:node:)?(?:child_process|worker_threads|cluster|ioredis|redis|playwright-core)'/

/** A test and the test files that it imports, one by the other. */
function filesOf(test: string, found = new Set<string>()): Set<string> {
  found.add(test)
  for (const [, imported = ''] of readFileSync(test, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const file = `${join(dirname(test), imported)}.ts`
    if (relative(packageRoot, file).startsWith('test') && existsSync(file) && !found.has(file)) filesOf(file, found)
  }
  return found
}

test('the quick tests are of each room that can be tested so', () => {
  const rooms = new Set(quick.map((test) => relative(join(packageRoot, 'test'), dirname(test))))
  for (const room of [
    'http',
    'identity-server',
    'messages',
    'options',
    'proof',
    'proxy',
    'senders',
    'sessions',
    'threepids',
  ])
    expect(rooms).toContain(room)
})

test('the quick tests start nothing and talk to no Redis', () => {
  const heavy = quick.filter((test) => [...filesOf(test)].some((file) => needed.test(readFileSync(file, 'utf8'))))
  expect(heavy.map((test) => relative(packageRoot, test))).toEqual([])
})
