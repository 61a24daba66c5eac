// The tests run against a real redis-server. Where it is missing and this is root on Debian, apt-get installs it;
// elsewhere this stops with the line to type. Tests are never skipped for want of it.
import { spawnSync } from 'node:child_process'

const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0

if (!has('redis-server')) {
  const canInstall = process.getuid?.() === 0 && has('apt-get')
  const installed =
    canInstall && run('apt-get', 'update', '-q') && run('apt-get', 'install', '-y', '-q', 'redis-server')
  if (!installed || !has('redis-server')) {
    console.error(
      'The tests need redis-server 7 or newer on the PATH. On Debian or Ubuntu: sudo apt-get install redis-server',
    )
    process.exit(1)
  }
}
