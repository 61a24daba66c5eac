import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { rooms } from '../../scripts/rooms.cjs'
import { packageRoot } from './packed'

const contributing = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8')
const roomFolders = rooms.flat().filter((room) => !/\.m?ts$/.test(room))
const homes = new Set(roomFolders.map(homeOf))

/** Where the tests of a room are. The endpoints are tested by their routes, beside what reads requests and writes answers. */
function homeOf(room: string): string {
  return room === 'endpoints' ? 'http' : room
}

function entriesOf(path: string) {
  const folder = join(packageRoot, path)
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
}
const foldersIn = (path: string) => entriesOf(path).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
const filesIn = (path: string) => entriesOf(path).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
const testsIn = (path: string) => filesIn(path).filter((name) => name.endsWith('.test.ts'))
const subjectsIn = (path: string) => filesIn(path).map((name) => name.replace(/\.m?ts$/, ''))

/** Those of the inner folders too: a test may be in a folder above its file's. */
function subjectsBelow(path: string): string[] {
  return [...subjectsIn(path), ...foldersIn(path).flatMap((folder) => subjectsBelow(join(path, folder)))]
}

/** The tests in this folder that are named after none of the subjects. */
function strays(folder: string, subjects: readonly string[]): string[] {
  const isNamed = (name: string) =>
    subjects.some((subject) => name === `${subject}.test.ts` || name.startsWith(`${subject}-`))
  return testsIn(folder)
    .filter((name) => !isNamed(name))
    .map((name) => join(folder, name))
}

/** The strays in a folder and in its inner folders, which mirror the inner folders of the same names. */
function straysBelow(folder: string, mirrored: readonly string[]): string[] {
  const inner = foldersIn(folder).flatMap((name) =>
    straysBelow(
      join(folder, name),
      mirrored.map((path) => join(path, name)),
    ),
  )
  const several = folder === 'test/http' ? ['routes'] : []
  return [...strays(folder, [...mirrored.flatMap(subjectsBelow), ...several]), ...inner]
}

test.each([...homes])('test/%s has tests, and each is named after a file of its room', (home) => {
  expect(testsIn(`test/${home}`)).not.toEqual([])
  const mirrored = roomFolders.filter((room) => homeOf(room) === home).map((room) => `lib/${room}`)
  expect(straysBelow(`test/${home}`, mirrored)).toEqual([])
})

test('the tests directly under test/ are named after files directly under lib/', () => {
  expect(strays('test', subjectsIn('lib'))).toEqual([])
})

test.each([...foldersIn('test').filter((folder) => !homes.has(folder)), 'http', 'http/reset-page'])(
  'test/%s crosses rooms: its README says what it owns, and so does the table of CONTRIBUTING.md',
  (folder) => {
    expect(filesIn(`test/${folder}`)).toContain('README.md')
    expect(contributing).toMatch(new RegExp(`^\\| [^|]*\`${folder}/\`[^|]*\\|`, 'm'))
  },
)

/** Every file of lib/ and test/. A document may leave out the folders that its sentence has named already. */
const files = ['lib', 'test'].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
)

test.each(['CONTRIBUTING.md', 'docs/architecture.md', 'docs/coverage.md', 'docs/protections.md'])(
  'every file of lib/ and test/ that %s names exists',
  (document) => {
    const text = readFileSync(join(packageRoot, document), 'utf8')
    const named = [...text.matchAll(/\b(?:lib|test)\/[\w./-]+|(?<![\w./-])\w[\w./-]*\.m?ts\b/g)].map(([path]) =>
      path.replace(/[.:]+$/, ''),
    )
    expect(named.length).toBeGreaterThan(10)
    // A pattern for Jest may leave out the end of a name.
    const exists = (path: string) =>
      ['', '.test.ts'].some((end) => existsSync(join(packageRoot, path + end))) ||
      files.some((file) => file.endsWith(`/${path}`))
    expect(named.filter((path) => !exists(path))).toEqual([])
  },
)
