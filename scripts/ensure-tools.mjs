// The tests need a real redis-server and a real browser, and are never skipped. As root on Debian this installs a missing
// program with apt-get; elsewhere it stops and prints the command.
import { spawnSync } from 'node:child_process'

/** The program that the tests start as Redis; Valkey's `valkey-server` takes the same command line. */
const redisServer = process.env['REDIS_SERVER'] || 'redis-server'
/** The Debian package of that program, whose name may come with a path. */
const redisPackage = /valkey/.test(redisServer) ? 'valkey-server' : 'redis-server'

const tools = [
  {
    commands: [redisServer],
    package: redisPackage,
    name:
      redisServer === 'redis-server'
        ? 'redis-server 7 or newer (or another program named by REDIS_SERVER, such as valkey-server)'
        : `${redisServer} (named by REDIS_SERVER)`,
  },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium', name: 'Chromium' },
  { commands: ['openssl'], package: 'openssl', name: 'openssl' },
]

/** @param {string} command */
const isThere = (command) => spawnSync('which', [command], { stdio: 'ignore' }).status === 0
const missing = () => tools.filter(({ commands }) => !commands.some(isThere))
/** @param {string} command @param {string[]} args */
const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

const wanted = missing().map(({ package: name }) => name)
if (wanted.length > 0 && process.getuid?.() === 0 && isThere('apt-get'))
  run('apt-get', 'update', '-q') && run('apt-get', 'install', '-y', '-q', '--no-install-recommends', ...wanted)

const stillMissing = missing()
if (stillMissing.length > 0) {
  console.error(
    `The tests need ${stillMissing.map(({ name }) => name).join(' and ')} on the PATH. On Debian or Ubuntu:`,
  )
  console.error(`  sudo apt-get install ${stillMissing.map(({ package: name }) => name).join(' ')}`)
  process.exit(1)
}
