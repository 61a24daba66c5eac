import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packageRoot, plainEnvironment } from './packed'

const run = promisify(execFile)

const markdown = `# Title

[recipes](docs/recipes.md#smtp), [\`code\`](./SECURITY.md), [elsewhere](https://example.org/a), [above](#title), \`list[0](it)\`
<picture><source srcset="docs/dark.png"><img src="docs/light.png" alt=""></picture> ![A picture](docs/one.png)

\`\`\`ts
handlers[0](request)
\`\`\`
`

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'))
  await cp(join(packageRoot, 'scripts'), join(folder, 'scripts'), { recursive: true })
  await writeFile(join(folder, 'README.md'), markdown)
})

afterEach(async () => rm(folder, { recursive: true, force: true }))

/** A package with the scripts of this one around a pack, but nothing to build. */
async function writeManifest(repository?: unknown): Promise<void> {
  const { scripts } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const { prepack, postpack, postpublish } = scripts
  const manifest = {
    name: 'packed',
    version: '1.2.3',
    repository,
    files: ['SECURITY.md'],
    scripts: { build: 'true', prepack, postpack, postpublish },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
}

/** README.md as it is in the tarball. */
async function packedReadme(): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json'], { cwd: folder, env: plainEnvironment() })
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }]
  const { stdout: readme } = await run('tar', ['-xzOf', filename, 'package/README.md'], { cwd: folder })
  return readme
}

const github = 'https://github.com/owner/name'
test.each([
  ['git+https://github.com/owner/name.git', `${github}/blob/v1.2.3/`, `${github}/raw/v1.2.3/`],
  [
    { type: 'git', url: 'https://gitlab.com/owner/name' },
    'https://gitlab.com/owner/name/-/blob/v1.2.3/',
    'https://gitlab.com/owner/name/-/raw/v1.2.3/',
  ],
])('packed with the repository %j, links lead there at the version’s tag', async (repository, page, file) => {
  await writeManifest(repository)
  const readme = await packedReadme()
  expect(readme).toContain(`[recipes](${page}docs/recipes.md#smtp)`)
  expect(readme).toContain(`[\`code\`](${page}SECURITY.md)`)
  expect(readme).toContain(`srcset="${file}docs/dark.png"`)
  expect(readme).toContain(`src="${file}docs/light.png"`)
  expect(readme).toContain(`![A picture](${file}docs/one.png)`)
  for (const left of ['[elsewhere](https://example.org/a)', '[above](#title)', 'list[0](it)', 'handlers[0](request)'])
    expect(readme).toContain(left)
})

test('the tree has its relative links again after a pack, and after one that was broken off', async () => {
  await writeManifest(github)
  await packedReadme()
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(markdown)
  await run('npm', ['run', 'prepack'], { cwd: folder, env: plainEnvironment() })
  expect(await readFile(join(folder, 'README.md'), 'utf8')).not.toBe(markdown)
  await packedReadme()
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe(markdown)
})

test('`npm publish` reads README.md once more after the pack: it is put back after that', async () => {
  await writeManifest(github)
  const script = (event: string) =>
    run(process.execPath, ['scripts/pack-documents.mjs', ...(event === 'prepack' ? [] : ['--restore'])], {
      cwd: folder,
      env: { ...plainEnvironment(), npm_command: 'publish', npm_lifecycle_event: event },
    })
  const readme = () => readFile(join(folder, 'README.md'), 'utf8')
  await script('prepack')
  await script('postpack')
  expect(await readme()).toContain(`${github}/blob/v1.2.3/docs/recipes.md`)
  await script('postpublish')
  expect(await readme()).toBe(markdown)
})

test('without a repository a tarball can be tried, with the links as they are', async () => {
  await writeManifest()
  expect(await packedReadme()).toBe(markdown)
})

test.each([undefined, 'owner/name', 'git+ssh://git@github.com/owner/name.git', 'https://git.example.org/owner/name'])(
  'nothing is published with the repository %j, and it says what to do',
  async (repository) => {
    await writeManifest(repository)
    const check = run(process.execPath, ['scripts/check-package.mjs', '--publish'], { cwd: folder })
    await expect(check).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Not published\..*give package\.json a "repository"/s),
    })
  },
)

test('publishing asks that check first', async () => {
  const manifest = await readFile(join(packageRoot, 'package.json'), 'utf8')
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> }
  expect(scripts['prepublishOnly']).toContain('npm run check:package -- --publish')
})
