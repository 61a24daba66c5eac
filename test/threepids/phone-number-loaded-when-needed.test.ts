import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '../..')
const options = "{ publicBaseUrl: 'https://matrix.example.org', accounts: { findByThreepid: () => null }, logger }"
const logger = 'const logger = { warn() {}, error() {} };'

let code: string
beforeAll(() => {
  // The main entry as one file, its dependencies left outside.
  const esbuild = join(root, 'node_modules/esbuild/bin/esbuild')
  const flags = ['--bundle', '--platform=node', '--format=cjs', '--packages=external', '--log-level=error']
  code = execFileSync(esbuild, ['lib/index.ts', ...flags], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
})

/** Runs a line after the main entry was loaded, in a process of its own: are the numbering plans in memory then? */
function isLoadedAfter(line: string): boolean {
  const probe = `${logger}${line}
    process.stdout.write(JSON.stringify(Object.keys(require.cache).some((file) => file.includes('libphonenumber-js'))))`
  // Without the options' closing there would be timers to wait for.
  const program = `${code}\n;(async (lib) => {${probe}; process.exit(0)})(module.exports)`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-'], { cwd: root, input: program, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return JSON.parse(stdout) as boolean
}

test.each([
  ['the main entry alone', ''],
  [
    'a host that sends email',
    `lib.createPasswordResetRouter({ ...${options}, email: { sender: lib.outbox().email } })`,
  ],
  ['the canonical form of an email address', "lib.canonicalThreepid({ medium: 'email', address: 'a@example.org' })"],
  ['the canonical form of nothing', "lib.canonicalThreepid({ medium: 'msisdn' })"],
])('%s does without the numbering plans', (_what, line) => expect(isLoadedAfter(line)).toBe(false))

test.each([
  [
    'a host that sends SMS',
    `lib.createPasswordResetRouter({ ...${options}, sms: { sender: lib.outbox().sms, countries: ['GB'] } })`,
  ],
  [
    'a host that passes requests on',
    `lib.createPasswordResetRouter({ ...${options}, identityServers: { trusted: ['id.example.org'] } })`,
  ],
  ['the canonical form of a number', "lib.canonicalThreepid({ medium: 'msisdn', address: '+44 7400 123456' })"],
])('%s loads them, at once', (_what, line) => expect(isLoadedAfter(line)).toBe(true))
