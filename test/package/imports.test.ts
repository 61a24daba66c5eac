import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { rooms, roomsOfMessages } from '../../scripts/rooms.cjs'
import { packageRoot } from './packed'

/** A copy of what the linter reads, to plant imports in. */
let copy: string

beforeAll(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'imports-')))
  for (const name of ['lib', 'scripts', 'package.json', '.eslintrc.json', 'tsconfig.json', 'tsconfig.test.json'])
    cpSync(join(packageRoot, name), join(copy, name), { recursive: true })
  symlinkSync(join(packageRoot, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** The lists of rooms, each with the folder that it divides. */
const lists = [
  { folder: 'lib', rows: rooms },
  { folder: 'lib/messages', rows: roomsOfMessages },
]

/** A file of that room: a room is a folder, or one file. */
function fileOf(folder: string, room: string): string {
  const path = join(copy, folder, room)
  if (statSync(path).isFile()) return path
  const first = readdirSync(path).find((name) => name.endsWith('.ts'))
  return join(path, first ?? 'none')
}

/** Lets the first room of a row import a file; the file that does. */
function plant(folder: string, room: string, target: string): string {
  const path = join(copy, folder, room)
  const file = path.endsWith('.ts') ? path : join(path, 'planted.ts')
  const specifier = relative(dirname(file), target).replace(/\.ts$/, '')
  appendFileSync(file, `import type {} from '${specifier.startsWith('.') ? specifier : `./${specifier}`}'\n`)
  return file
}

/** What the linter says of imports in these files: each file with the names of its rules. */
function refusals(files: readonly string[]): Map<string, readonly string[]> {
  const eslint = join(packageRoot, 'node_modules/eslint/bin/eslint.js')
  const { stdout } = spawnSync(process.execPath, [eslint, '--format', 'json', ...files], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' },
  })
  const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null }[] }[]
  return new Map(
    results.map(({ filePath, messages }) => [
      relative(copy, filePath),
      messages.map(({ ruleId }) => ruleId ?? 'no rule').filter((rule) => rule.startsWith('import-x/')),
    ]),
  )
}

test('refuses an import of the room above, in every room', () => {
  const planted = lists.flatMap(({ folder, rows }) =>
    rows.slice(1).map(([room = ''], index) => plant(folder, room, fileOf(folder, rows[index]?.[0] ?? ''))),
  )
  expect(refusals(planted)).toEqual(
    new Map(planted.map((file) => [relative(copy, file), ['import-x/no-restricted-paths']])),
  )
}, 120_000)

test('refuses two files that import each other, in one room too', () => {
  const [one, other] = [join(copy, 'lib/http/one.ts'), join(copy, 'lib/http/other.ts')]
  writeFileSync(one, "import { two } from './other'\nexport const one = (): number => two()\n")
  writeFileSync(other, "import { one } from './one'\nexport const two = (): number => one()\n")
  expect(refusals([one, other])).toEqual(
    new Map([one, other].map((file) => [relative(copy, file), ['import-x/no-cycle']])),
  )
}, 120_000)

test('refuses a circle that is closed by types alone', () => {
  const paths = ['sms/one.ts', 'text/two.ts', 'words/three.ts'].map((name) => join(copy, 'lib/messages', name))
  const [one = '', two = '', three = ''] = paths
  writeFileSync(one, "import type { Two } from '../text/two'\nexport type One = { two?: Two }\n")
  writeFileSync(two, "import { type Three } from '../words/three'\nexport type Two = { three?: Three }\n")
  writeFileSync(three, "export type { One as Three } from '../sms/one'\n")
  const { stderr, status } = spawnSync(process.execPath, ['scripts/check-import-circles.mjs'], {
    cwd: copy,
    encoding: 'utf8',
  })
  const circle = ['sms/one.ts', 'text/two.ts', 'words/three.ts', 'sms/one.ts'].map((name) => `lib/messages/${name}`)
  expect({ stderr, status }).toEqual({ stderr: expect.stringContaining(circle.join(' -> ')), status: 1 })
})

test.each(lists)('every file of $folder has a room', ({ folder, rows }) => {
  const known = new Set<string>(rows.flat())
  expect(readdirSync(join(packageRoot, folder)).filter((name) => !known.has(name))).toEqual([])
})
