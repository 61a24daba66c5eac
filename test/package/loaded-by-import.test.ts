import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** Which of the package's own dependencies a process has loaded after that line. */
function loadedAfter(line: string): string[] {
  const program = `const lib = require('./dist/index.js')
    ${line}
    const files = Object.keys(require.cache).map((file) => file.split(/[\\\\/]/).join('/'))
    const names = ['/node_modules/joi/', '/node_modules/express-rate-limit/', '/messages/languages/de/']
    process.stdout.write(JSON.stringify(names.filter((name) => files.some((file) => file.includes(name)))))
    process.exit(0)`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout) as string[]
}

test('what a host needs to start is loaded by the factory, and not by import', () => {
  expect(loadedAfter('')).toEqual([])
  const create = `lib.createPasswordResetRouter({ publicBaseUrl: 'https://matrix.example.org',
    accounts: { findByThreepid: () => null }, logger: { warn() {}, error() {} } })`
  expect(loadedAfter(create)).toHaveLength(3)
})
