/** The URLs of a repository's files on the web, by the repository's host: the page of a file, and the file itself. */
const paths = {
  'github.com': { page: 'blob/', file: 'raw/' },
  'gitlab.com': { page: '-/blob/', file: '-/raw/' },
  'codeberg.org': { page: 'src/tag/', file: 'raw/tag/' },
}

/** @typedef {{ page: string, file: string }} Bases the URLs that relative links begin with, each with a slash at its end */

/**
 * The URLs for the relative links of a version. They contain the version's tag, because its documents are about that version.
 *
 * @param {{ version: string, repository?: string | { url?: string } | undefined }} manifest
 * @returns {Bases}
 * @throws {Error} if `repository` is missing or on an unknown host; the message says what to do
 */
export function basesOf({ version, repository }) {
  const written = typeof repository === 'string' ? repository : repository?.url
  const fix =
    'give package.json a "repository", such as { "type": "git", "url": "git+https://github.com/<owner>/<name>.git" }'
  if (!written) throw new Error(`Links of README.md and SECURITY.md lead nowhere from a registry's page: ${fix}`)
  const [, host = '', owner, name] = /^(?:git\+)?https:\/\/([^/]+)\/([^/]+)\/([^/]+?)(?:\.git)?$/.exec(written) ?? []
  const known = Object.hasOwn(paths, host) && paths[/** @type {keyof typeof paths} */ (host)]
  if (!known) throw new Error(`"repository" is not an https URL at one of ${Object.keys(paths).join(', ')}: ${fix}`)
  const root = `https://${host}/${owner}/${name}`
  return { page: `${root}/${known.page}v${version}/`, file: `${root}/${known.file}v${version}/` }
}

/**
 * Makes the relative links of a document absolute: links to the page of a file, images to the file itself. Links inside the
 * document stay.
 *
 * @param {string} markdown
 * @param {Bases} bases
 */
export function absoluteLinks(markdown, { page, file }) {
  return mapLinks(markdown, (link, isImage) => `${isImage ? file : page}${link.replace(/^\.\//, '')}`)
}

/** The relative links of a document. @param {string} markdown */
export function relativeLinks(markdown) {
  /** @type {string[]} */
  const found = []
  mapLinks(markdown, (link) => {
    found.push(link)
    return link
  })
  return found
}

/** @param {string} markdown @param {(link: string, isImage: boolean) => string} change */
function mapLinks(markdown, change) {
  /** @param {boolean} isImage @returns {(whole: string, before: string, link: string) => string} */
  const changed = (isImage) => (whole, before, link) => {
    const isRelative = !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(link)
    return isRelative ? `${before}${change(link, isImage)}` : whole
  }
  // Code is left out, because brackets before parentheses are no link there.
  const parts = markdown.split(/(^```[\s\S]*?^```|`[^`\n]*`)/m)
  const prose = (/** @type {string} */ part) =>
    part
      .replace(/(!\[[^\]]*\]\()([^)\s]+)/g, changed(true))
      .replace(/(\]\()([^)\s]+)/g, changed(false))
      .replace(/(\b(?:src|srcset)=")([^"]+)/g, changed(true))
      .replace(/(\bhref=")([^"]+)/g, changed(false))
  return parts.map((part, i) => (i % 2 === 0 ? prose(part) : part)).join('')
}
