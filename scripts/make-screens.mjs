// Writes docs/screens/: pictures of the mails and pages of the running example server, light and dark. Run it after a change
// to their look: npm run screens
// It needs Chromium, and fonts that have Arabic and Japanese: apt-get install chromium fonts-noto-core fonts-noto-cjk
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { startExampleServer } from '../example-server/server.mjs'
import { clientSecret } from './screen-forms.mjs'
import { noFaults, startScreenHost } from './screen-host.mjs'
import { journeys } from './screen-journeys.mjs'
import { smallPng } from './small-png.mjs'

const folder = 'docs/screens'
const maxBytes = 60_000
const publicBaseUrl = 'https://matrix.example.org'
const ipAddress = '203.0.113.9'
/** How many messages of each server were read already, by the server's URL.
 * @type {Map<string, number>} */
const seen = new Map()

/** @typedef {keyof typeof journeys} JourneyName */
/** @typedef {{ locale: string, colorScheme: 'light' | 'dark', journeyNames?: readonly JourneyName[], wanted?: readonly string[] }} Run */

/** All pages and mails in light, the styled ones also in dark; and some in languages that look different: another script,
 * another direction, longer words.
 * @type {readonly Run[]} */
const runs = [
  { locale: 'en', colorScheme: 'light' },
  {
    ...{
      locale: 'en',
      colorScheme: 'dark',
      journeyNames: ['by-email', 'by-sms', 'password', 'not-me', 'codes', 'flows', 'notices', 'app'],
    },
    wanted: [
      ...['reset', 'reset-sent', 'mail', 'confirm', 'new-password', 'new-password-weak', 'reset-done', 'mail-changed'],
      ...['reset-code-wrong', 'code', 'done', 'stop', 'link-expired', 'mail-code', 'mail-register', 'mail-3pid'],
      ...['mail-no-account', 'done-app'],
    ],
  },
  { locale: 'de', colorScheme: 'light', journeyNames: ['by-email'], wanted: ['confirm', 'new-password'] },
  ...['ar', 'ja'].map((locale) => ({
    ...{ locale, colorScheme: /** @type {const} */ ('light') },
    journeyNames: /** @type {JourneyName[]} */ (['by-email', 'by-sms', 'password', 'not-me', 'notices']),
    wanted: [
      ...['reset', 'reset-unknown', 'reset-sent', 'mail', 'mail-text', 'confirm', 'new-password', 'reset-done'],
      ...['reset-code', 'reset-code-wrong', 'code', 'done', 'stop', 'stop-done', 'link-expired', 'mail-no-account'],
    ],
  })),
  { locale: 'ja', colorScheme: 'dark', journeyNames: ['by-email'], wanted: ['mail', 'confirm', 'reset-sent'] },
]
/** The screen of a phone, because most people reset their password on one. */
const phone = {
  viewport: { width: 390, height: 300 },
  userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0',
}

checkFonts()
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const executablePath = commandOf('chromium', 'chromium-browser', 'google-chrome')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  for (const run of runs) {
    const names = run.journeyNames ?? /** @type {JourneyName[]} */ (Object.keys(journeys))
    for (const name of names) await travel(run, journeys[name])
  }
} finally {
  await browser.close()
}

/** @param {Run} run @param {import('./screen-journeys.mjs').Journey} journey */
async function travel({ locale, colorScheme, wanted }, { env = {}, isOwnHost = false, scale = 1, go }) {
  const host = isOwnHost ? await startScreenHost(publicBaseUrl) : undefined
  const server = host ?? (await startExample(env))
  /** @type {import('playwright-core').BrowserContext[]} */
  const contexts = []
  const anotherContext = async () => {
    const context = await browser.newContext({
      ...{
        ...phone,
        deviceScaleFactor: locale === 'en' ? scale : 1,
        baseURL: publicBaseUrl,
        locale,
        colorScheme,
      },
    })
    contexts.push(context)
    await context.route(`${publicBaseUrl}/**`, (route) => passOn(route, server.url))
    return context
  }
  try {
    const context = await anotherContext()
    const page = await context.newPage()
    const shoot = async (/** @type {string} */ name, shown = page) => {
      if (wanted && !wanted.includes(name)) return
      await write(`${name}-${locale}-${colorScheme}.png`, shown)
    }
    await go({
      page,
      anotherBrowser: async () => (await anotherContext()).newPage(),
      shoot,
      // In a page of its own, because the content security policy of an open page would block the mail's styles.
      async shootMail(name, html) {
        const mail = await context.newPage()
        await mail.setContent(html)
        await shoot(name, mail)
        await mail.close()
      },
      newestMessage: () => newestMessage(server.url),
      post: (path, body, language = locale) =>
        requestToken(`${server.url}/_matrix/client/v3/${path}/requestToken`, body, language),
      faults: host?.faults ?? noFaults,
    })
  } finally {
    await Promise.all(contexts.map((context) => context.close()))
    await server.close()
  }
}

/** @param {Readonly<Record<string, string>>} env */
function startExample(env) {
  const own = { PORT: '0', PUBLIC_BASE_URL: publicBaseUrl, TRUST_PROXY: '1', LIMITS: 'off', ...env }
  return startExampleServer(own, () => undefined)
}

/** @param {string} url */
async function newestMessage(url) {
  // Waits, because under `unknownThreepid: 'notify'` a message is sent shortly after the answer.
  for (;;) {
    const messages = /** @type {import('./screen-journeys.mjs').Message[]} */ (
      await (await fetch(`${url}/outbox.json`)).json()
    )
    const newest = messages.at(-1)
    if (newest && messages.length > (seen.get(url) ?? 0)) {
      seen.set(url, messages.length)
      return newest
    }
    await setTimeout(50)
  }
}

/** @param {string} url @param {object} body @param {string} locale */
async function requestToken(url, body, locale) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'accept-language': locale, 'user-agent': phone.userAgent, 'x-forwarded-for': ipAddress },
    body: JSON.stringify({ client_secret: clientSecret, send_attempt: 1, ...body }),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return /** @type {Promise<Record<string, string>>} */ (answer.json())
}

/** Passes a request on as a reverse proxy does. A redirect becomes a page that leads on, because the browser does not follow a
 * redirect with which a route is fulfilled.
 * @param {import('playwright-core').Route} route
 * @param {string} url */
async function passOn(route, url) {
  const request = route.request()
  const headers = { ...(await request.allHeaders()), 'x-forwarded-for': ipAddress }
  const response = await route.fetch({ url: request.url().replace(publicBaseUrl, url), headers, maxRedirects: 0 })
  const { location } = response.headers()
  if (location === undefined) return route.fulfill({ response })
  const cookies = response.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie')
  return route.fulfill({
    headers: {
      'content-type': 'text/html',
      ...(cookies[0] && { 'set-cookie': cookies.map(({ value }) => value).join('\n') }),
    },
    body: `<!doctype html><meta http-equiv="refresh" content="0;url=${location}">`,
  })
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
