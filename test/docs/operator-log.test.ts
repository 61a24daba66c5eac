import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(__dirname, '../..')

test('docs/operator-log.md has the lines that the package logs: `npm run operator-log` writes it', async () => {
  const made = await promisify(execFile)(process.execPath, ['scripts/make-operator-log.mjs', '--print'], { cwd: root })
  expect(readFileSync(join(root, 'docs/operator-log.md'), 'utf8')).toBe(made.stdout)
  expect(made.stdout.match(/^## /gm)).toHaveLength(17)
  expect(made.stdout).not.toMatch(/alice@|7400123456/)
})
