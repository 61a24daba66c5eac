import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pack, packageRoot, type Packed } from './packed'

interface Manifest {
  readonly main: string
  readonly types: string
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, Readonly<Record<string, string>>>>>>
  readonly typesVersions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  readonly scripts: Readonly<Record<string, string>>
}

const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as Manifest

let packed: Packed
let paths: ReadonlySet<string>

beforeAll(async () => {
  packed = await pack()
  paths = new Set(packed.files.map(({ path }) => path))
}, 60_000)

/** What one language's words take up, packed: 6 KB by rule. The rest has a bound of its own, so that many languages hide no growth. */
const bytesOfALanguage = 6_000

test('the tarball is under 214 KB, and 6 KB for each language', () => {
  const languages = [...paths].filter((path) => /^dist\/messages\/languages\/[^/]+\/index\.js$/.test(path))
  expect(languages.length).toBeGreaterThan(5)
  expect(packed.size).toBeLessThan(214_000 + bytesOfALanguage * languages.length)
  expect(packed.size).toBeGreaterThan(50_000)
})

test('every file that the manifest names is in it', () => {
  const conditions = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target).flatMap((byKind) => Object.values(byKind)),
  )
  const old = Object.values(manifest.typesVersions).flatMap((entries) => Object.values(entries).flat())
  const named = [manifest.main, manifest.types, ...Object.values(manifest.bin), ...conditions, ...old].map((path) =>
    path.replace(/^\.\//, ''),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !paths.has(path))).toEqual([])
})

test('it holds what every module of lib/ was built to, and nothing that was built from what is gone', () => {
  const built = modulesOf('lib').map((path) => path.replace(/ts$/, 'js'))
  const scripts = inDist().filter((path) => /\.m?js$/.test(path))
  expect(scripts.sort()).toEqual(built.sort())
})

test('it holds the declarations that a public one leads to, and no others', () => {
  const declarations = inDist().filter((path) => /\.d\.m?ts$/.test(path))
  expect(declarations).toEqual(
    expect.arrayContaining(['index.d.ts', 'index.d.mts', 'senders/smtp.d.mts', 'options/options.d.ts']),
  )
  const ledTo = declarations.flatMap((path) =>
    [...readPacked(`dist/${path}`).matchAll(/(?:from |import\()["'](\.[^"']+)["']/g)].map(([, module = '']) =>
      join(path, '..', `${module.replace(/\.js$/, '')}.d.ts`),
    ),
  )
  const entries = ['index', 'metrics', 'senders/sendgrid', 'senders/smtp', 'senders/vonage'].flatMap((entry) => [
    `${entry}.d.ts`,
    `${entry}.d.mts`,
  ])
  expect(declarations.sort()).toEqual([...new Set([...entries, ...ledTo])].sort())
})

test('beside dist/ it holds what a reader looks for, and no sources, tests or settings', () => {
  const beside = [...paths].filter((path) => !path.startsWith('dist/'))
  const wanted = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json']
  expect(beside.sort()).toEqual(wanted.filter((path) => existsSync(join(packageRoot, path))))
  expect(beside).toEqual(expect.arrayContaining(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']))
})

test('no script speaks of a source map: the sources are not packed', () => {
  const scripts = [...paths].filter((path) => /\.m?js$/.test(path))
  expect(scripts.length).toBeGreaterThan(50)
  expect(inDist().filter((path) => path.endsWith('.map'))).toEqual([])
  expect(scripts.filter((path) => readPacked(path).includes('sourceMappingURL'))).toEqual([])
})

test('a fresh clone is built before it is packed', () => {
  expect(manifest.scripts['prepack']).toContain('build')
  expect(readFileSync(join(packageRoot, '.gitignore'), 'utf8').split('\n')).toContain('dist/')
})

function modulesOf(folder: string): string[] {
  return readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.m?ts$/.test(path),
  )
}

/** The paths in `dist/`, without that. */
function inDist(): string[] {
  return [...paths].filter((path) => path.startsWith('dist/')).map((path) => path.slice('dist/'.length))
}

function readPacked(path: string): string {
  return readFileSync(join(packageRoot, path), 'utf8')
}
