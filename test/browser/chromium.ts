import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** The names that it goes by. */
const names = ['chromium', 'chromium-browser', 'google-chrome']

/** The machine's own Chromium, without its calls home. */
export async function launchChromium(): Promise<Browser> {
  const quiet = ['background-networking', 'component-update', 'sync', 'quic'].map((what) => `--disable-${what}`)
  return chromium.launch({
    executablePath: executable(),
    // Root has no sandbox, and what is opened here are pages of the test's own.
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet],
  })
}

function executable(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`There is none of ${names.join(', ')} on the PATH`)
  return found
}
