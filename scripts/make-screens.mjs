// Writes docs/screens/: what people see, from the example server as it runs, in light and dark. After a change to how mails
// or pages look: npm run screens
// It wants Chromium, and fonts that have Arabic and Japanese: apt-get install chromium fonts-noto-core fonts-noto-cjk
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { startExampleServer } from '../example-server/server.mjs'
import { smallPng } from './small-png.mjs'

const folder = 'docs/screens'
const maxBytes = 60_000
const publicBaseUrl = 'https://matrix.example.org'
const all = ['reset', 'mail', 'confirm', 'done', 'code']
/** @typedef {{ locale: string, colorScheme: 'light' | 'dark', wanted: string[] }} Run */

/** @type {Run[]} */
const runs = [
  { locale: 'en', colorScheme: 'light', wanted: all },
  { locale: 'en', colorScheme: 'dark', wanted: all },
  { locale: 'ar', colorScheme: 'light', wanted: ['mail'] },
  { locale: 'ja', colorScheme: 'dark', wanted: ['confirm'] },
]
/** A phone's, because that is where most people lose their passwords. */
const phone = {
  viewport: { width: 390, height: 300 },
  deviceScaleFactor: 1.5,
  userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0',
}

checkFonts()
mkdirSync(folder, { recursive: true })
const executablePath = commandOf('chromium', 'chromium-browser', 'google-chrome')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  for (const run of runs) await makeScreens(run)
} finally {
  await browser.close()
}

/** One person's way through a reset by email, and to the page for a code.
 * @param {Run} run */
async function makeScreens({ locale, colorScheme, wanted }) {
  const server = await startExampleServer(
    { PORT: '0', PUBLIC_BASE_URL: publicBaseUrl, TRUST_PROXY: '1' },
    () => undefined,
  )
  const context = await browser.newContext({ ...phone, locale, colorScheme })
  await context.route(`${publicBaseUrl}/**`, (route) => passOn(route, server.url))
  /** @param {string} name @param {import('playwright-core').Page} page */
  const shoot = async (name, page) => {
    if (wanted.includes(name)) await write(`${name}-${locale}-${colorScheme}.png`, page)
  }
  try {
    const page = await context.newPage()
    await page.goto(`${publicBaseUrl}/reset`)
    await page.getByLabel('Email address of your account').fill('alice@example.org')
    await shoot('reset', page)
    await askFor(page)

    const [{ html, links }] = /** @type {[{ html: string, links: string[] }]} */ (
      await (await fetch(`${server.url}/outbox.json`)).json()
    )
    const mail = await context.newPage()
    await mail.setContent(html)
    await shoot('mail', mail)

    const opened = await context.newPage()
    await opened.goto(links[0] ?? '')
    await shoot('confirm', opened)
    await opened.getByRole('button').first().click()
    await opened.locator('svg').waitFor()
    await shoot('done', opened)

    await page.goto(`${publicBaseUrl}/reset`)
    await page.getByLabel('SMS').check()
    await page.getByLabel('Phone number of your account').fill('07400 123456')
    const { submit_url: submitUrl, ...credentials } = await askFor(page)
    await opened.goto(`${submitUrl}?${new URLSearchParams(credentials)}`)
    await shoot('code', opened)
  } finally {
    await context.close()
    await server.close()
  }
}

/** What a client knows after it has asked for a message.
 * @param {import('playwright-core').Page} page */
async function askFor(page) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith('/requestToken')),
    page.getByRole('button', { name: 'Send the message' }).click(),
  ])
  const { client_secret } = response.request().postDataJSON()
  return { ...(await response.json()), client_secret }
}

/** As a reverse proxy does.
 * @param {import('playwright-core').Route} route
 * @param {string} url */
async function passOn(route, url) {
  const request = route.request()
  const headers = { ...request.headers(), 'x-forwarded-for': '203.0.113.9' }
  const response = await route.fetch({ url: request.url().replace(publicBaseUrl, url), headers })
  await route.fulfill({ response })
}

/** @param {string} name @param {import('playwright-core').Page} page */
async function write(name, page) {
  const path = `${folder}/${name}`
  const png = smallPng(await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' }))
  if (png.length > maxBytes) throw new Error(`${path} has ${png.length} bytes, which is too much for a README`)
  writeFileSync(path, png)
  console.log(`${path}: ${png.length} bytes`)
}

function checkFonts() {
  const lacking = ['ar', 'ja'].filter((language) => {
    return execFileSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' }).includes('Noto') === false
  })
  if (lacking.length === 0) return
  console.error('The screens need fonts: apt-get install fonts-noto-core fonts-noto-cjk')
  process.exit(1)
}

/** @param {string[]} names */
function commandOf(...names) {
  const found = names.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()).find(Boolean)
  if (found === undefined) throw new Error(`There is none of ${names.join(', ')} on the PATH`)
  return found
}
