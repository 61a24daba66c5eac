// A protection whose text is no longer in its file, or is there twice, cannot be taken out; nor can one whose test has moved.
// Taking all of them out takes minutes, so `npm run lint` looks for these rows.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { protections } from './protections.mjs'

const root = process.argv[2] ?? '.'

/** What is wrong with a row.
 * @param {import('./protections.mjs').Protection} protection */
function complaintsAbout({ name, file, find, tests }) {
  const path = join(root, file)
  const times = existsSync(path) ? readFileSync(path, 'utf8').split(find).length - 1 : 0
  const absent = tests.filter((test) => !existsSync(join(root, test)))
  const namesakes = protections.filter((other) => other.name === name).length
  return [
    ...(times === 1 ? [] : [`its text is in ${file} ${times} times, and must be there once`]),
    ...absent.map((test) => `its test ${test} does not exist`),
    ...(namesakes === 1 ? [] : ['another protection has this name']),
  ].map((complaint) => `${name}: ${complaint}`)
}

const complaints = protections.flatMap(complaintsAbout)
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) {
  console.error('The rows are in scripts/protections/.')
  process.exitCode = 1
}
