import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from './packed'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licences-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function manifest(folder: string, fields: object): void {
  mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify({ version: '1.0.0', ...fields }))
}

function check(): { readonly status: number | null; readonly complaints: string } {
  const script = join(packageRoot, 'scripts', 'check-licences.mjs')
  const { status, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' })
  return { status, complaints: stderr.trim() }
}

test('passes licences of the list, and a choice that has one of them', () => {
  manifest('.', { dependencies: { one: '1' }, peerDependencies: { two: '1' }, devDependencies: { three: '1' } })
  manifest('node_modules/one', { name: 'one', license: 'MIT' })
  manifest('node_modules/two', { name: 'two', license: '(GPL-3.0 OR ISC)' })
  manifest('node_modules/three', { name: 'three', license: 'GPL-3.0' })
  expect(check()).toEqual({ status: 0, complaints: '' })
})

test.each([
  ['a licence that is not on it', { license: 'GPL-3.0' }, 'inner@1.0.0: "GPL-3.0" is not on the list'],
  ['one that adds another', { license: 'MIT AND GPL-3.0' }, 'inner@1.0.0: "MIT AND GPL-3.0" is not on the list'],
  ['none', {}, 'inner@1.0.0: no licence is not on the list'],
])('refuses a dependency of a dependency with %s', (_what, fields, complaint) => {
  manifest('.', { dependencies: { outer: '1' } })
  manifest('node_modules/outer', { name: 'outer', license: 'MIT', dependencies: { inner: '1' } })
  manifest('node_modules/inner', { name: 'inner', license: 'MIT' })
  manifest('node_modules/outer/node_modules/inner', { name: 'inner', ...fields })
  expect(check()).toEqual({ status: 1, complaints: complaint })
})

test('refuses to judge what is not installed', () => {
  manifest('.', { dependencies: { absent: '1' } })
  expect(check()).toEqual({ status: 1, complaints: 'absent is not installed: run npm ci first' })
})
