import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from './packed'

/** A copy of lib/, to change what protections are found by. */
let copy: string
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'protections-'))
  cpSync(join(packageRoot, 'lib'), join(copy, 'lib'), { recursive: true })
  symlinkSync(join(packageRoot, 'test'), join(copy, 'test'))
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

function check(): { status: number | null; told: string } {
  const script = join(packageRoot, 'scripts/check-protections.mjs')
  const { status, stderr } = spawnSync(process.execPath, [script, copy], { encoding: 'utf8' })
  return { status, told: stderr }
}

test('each protection that can be taken out is found once in its file, and its tests exist', () => {
  expect(check()).toEqual({ status: 0, told: '' })
})

test('one that is there twice is named', () => {
  appendFileSync(join(copy, 'lib/http/body.ts'), 'const maxBytes = 16 * 1024\n')
  expect(check()).toEqual({
    status: 1,
    told: expect.stringContaining(
      'A body has a bound: its text is in lib/http/body.ts 2 times, and must be there once',
    ),
  })
})

test('one whose file or test is gone is named', () => {
  rmSync(join(copy, 'lib/http/cookies.ts'))
  rmSync(join(copy, 'test'))
  expect(check()).toEqual({
    status: 1,
    told: expect.stringMatching(
      /^Two cookies of one name count as none: its text is in lib\/http\/cookies\.ts 0 times.*\n(.*\n)*Two cookies.*: its test \S+ does not exist$/m,
    ),
  })
})
