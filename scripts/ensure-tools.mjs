// The tests run against a real redis-server and a real browser. What is missing is installed by apt-get where this is root
// on Debian; elsewhere this stops with the line to type. Tests are never skipped for want of it.
import { spawnSync } from 'node:child_process'

const tools = [
  { commands: ['redis-server'], package: 'redis-server', what: 'redis-server 7 or newer' },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium', what: 'Chromium' },
  { commands: ['openssl'], package: 'openssl', what: 'openssl' },
]

const isThere = (command) => spawnSync('which', [command], { stdio: 'ignore' }).status === 0
const missing = () => tools.filter(({ commands }) => !commands.some(isThere))
const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

const wanted = missing().map(({ package: name }) => name)
if (wanted.length > 0 && process.getuid?.() === 0 && isThere('apt-get'))
  run('apt-get', 'update', '-q') && run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...wanted)

const stillMissing = missing()
if (stillMissing.length > 0) {
  console.error(
    `The tests need ${stillMissing.map(({ what }) => what).join(' and ')} on the PATH. On Debian or Ubuntu:`,
  )
  console.error(`  sudo apt-get install ${stillMissing.map(({ package: name }) => name).join(' ')}`)
  process.exit(1)
}
