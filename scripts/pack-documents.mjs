// npm runs this before and after a pack. Before, the links of the packed documents are made absolute, because relative ones
// don't work on a registry's page; after, `--restore` puts the documents back. Without `repository` in package.json the links
// stay relative: such a tarball can be tried, but `npm publish` refuses it (scripts/check-package.mjs).
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { absoluteLinks, basesOf } from './repository-links.mjs'

const documents = ['README.md', 'SECURITY.md', 'CHANGELOG.md']
const kept = '.documents-before-pack'

// `npm publish` reads README.md again after `postpack`, for the registry's page, so it is put back only after `postpublish`.
const { npm_command: command, npm_lifecycle_event: event } = process.env
const isTooEarly = command === 'publish' && event === 'postpack'

if (!process.argv.includes('--restore')) {
  // An interrupted pack has left the documents changed.
  restore()
  change()
} else if (!isTooEarly) {
  restore()
}

function change() {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  if (!manifest.repository) {
    console.error('pack: package.json has no "repository", so links of the documents stay relative')
    return
  }
  const bases = basesOf(manifest)
  mkdirSync(kept, { recursive: true })
  for (const document of documents.filter((name) => existsSync(name))) {
    const markdown = readFileSync(document, 'utf8')
    writeFileSync(join(kept, document), markdown)
    writeFileSync(document, absoluteLinks(markdown, bases))
  }
}

function restore() {
  if (!existsSync(kept)) return
  for (const document of readdirSync(kept)) renameSync(join(kept, document), document)
  rmSync(kept, { recursive: true })
}
