import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const root = join(__dirname, '../..')
const pages = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** The TypeScript of a page; what the first block of a page declares for the reader stands before each of its blocks. */
function blocksOf(page: string): string[] {
  const blocks = [...read(page).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code)
  const [first = ''] = blocks
  const preamble = first.startsWith('declare') ? first : ''
  return blocks.filter((code) => code !== preamble).map((code) => preamble + code)
}

describe('documents', () => {
  test.each([
    ['docs/options.md', 'scripts/make-options-reference.mjs'],
    ['docs/events.md', 'scripts/make-events-reference.mjs'],
    ['docs/reference.md', 'scripts/make-reference.mjs'],
  ])('%s is what the comments in the code say', (page, script) => {
    const made = execFileSync(process.execPath, [script, '--print'], { cwd: root })
    expect(read(page)).toBe(made.toString())
  })

  test('have code that compiles against the built package', () => {
    // Inside the repository: the package's own name resolves there, and so do its dependencies.
    const folder = mkdtempSync(join(root, 'test/docs/blocks-'))
    try {
      const files = pages.flatMap((page) =>
        blocksOf(page).map((code, i) => {
          const file = join(folder, `${page.replace(/\W/g, '-')}-${i}.mts`)
          writeFileSync(file, `${code}\nexport {}\n`)
          return file
        }),
      )
      expect(files.length).toBeGreaterThan(8)
      const program = ts.createProgram(files, {
        strict: true,
        noEmit: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        types: ['node'],
        skipLibCheck: true,
        esModuleInterop: true,
      })
      const complaints = ts
        .getPreEmitDiagnostics(program)
        .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
      expect(complaints).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test.each(pages)('%s links to files that are there', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target)
    const missing = targets.filter((target) => {
      try {
        readFileSync(join(root, page, '..', target))
        return false
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== 'EISDIR'
      }
    })
    expect(missing).toEqual([])
  })
})
