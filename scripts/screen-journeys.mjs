// The journeys through the example server on which `make-screens.mjs` takes its pictures, in the order that people see.
import { choose, codePageOf, enter, fill, press, pressIn, wrong } from './screen-forms.mjs'
import { allLanguages, pageOfText, smsIn } from './screen-texts.mjs'
import { troubles, withApp } from './screen-troubles.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ html: string, text: string, links: string[], code: string | null }} Message */
/** One person's browser, and the server that it talks to.
 * @typedef {object} Visit
 * @property {Page} page
 * @property {() => Promise<Page>} anotherBrowser
 * @property {(name: string, page?: Page) => Promise<void>} shoot
 * @property {(name: string, html: string) => Promise<void>} shootMail
 * @property {() => Promise<Message>} newestMessage
 * @property {(path: string, body: object, language?: string) => Promise<Record<string, string>>} post as a client does
 * @property {import('./screen-host.mjs').Faults} faults the faults of the host in screen-host.mjs */
/** `isOwnHost`: whether the journey is at the host in screen-host.mjs, and not at the example server.
 * @typedef {object} Journey
 * @property {Readonly<Record<string, string>>} [env]
 * @property {boolean} [isOwnHost]
 * @property {number} [scale]
 * @property {(visit: Visit) => Promise<void>} go */

const email = 'alice@example.org'
const number = '07400 123456'
const newPassword = 'new-password-1'
/** The scale of the pictures that README and docs show large. */
const sharp = 1.5

export const journeys = /** @satisfies {Readonly<Record<string, Journey>>} */ ({
  'by-email': { go: byEmail, scale: sharp },
  'by-sms': { go: bySms },
  'not-me': { go: notMe },
  password: { go: forClient, scale: sharp },
  flows: { go: otherFlows },
  codes: { go: codesByEmail, env: { EMAIL_DELIVER: 'code' } },
  notices: { go: notices, env: { UNKNOWN_THREEPID: 'notify' } },
  limits: { go: limits, env: { LIMITS: 'on' } },
  troubles: { go: troubles, isOwnHost: true },
  app: { go: withApp, isOwnHost: true },
  sms: { go: (visit) => smsIn('sms', allLanguages, visit) },
  'sms-links': { go: (visit) => smsIn('sms-links', ['en', 'ar', 'ja'], visit), env: { SMS_DELIVER: 'link' } },
})

/** @param {Visit} visit */
async function byEmail({ page, anotherBrowser, shoot, shootMail, newestMessage }) {
  await page.goto('/reset')
  await fill(page, 'email', 'nobody@example.org')
  await shoot('reset-unknown')
  await page.goto('/reset')
  await page.locator('[name=email]').fill(email)
  await shoot('reset')
  await pressIn(page, '/reset/email')
  await shoot('reset-sent')
  await pressIn(page, '/reset/sent')
  await shoot('reset-not-yet')
  const { html, text, links } = await newestMessage()
  await shootMail('mail', html)
  await shootMail('mail-text', pageOfText(text))
  const opened = await anotherBrowser()
  await opened.goto(links[0] ?? '')
  await shoot('confirm', opened)
  await pressIn(opened, '/confirm')
  await shoot('new-password', opened)
  await page.reload()
  await shoot('reset-confirmed')
  await choose(opened, 'short')
  await shoot('new-password-weak', opened)
  const pressedTwice = await opened.context().newPage()
  await pressedTwice.goto('/reset/password')
  await choose(opened, newPassword)
  await shoot('reset-done', opened)
  await choose(pressedTwice, newPassword)
  await shoot('new-password-twice', pressedTwice)
  await shootMail('mail-changed', (await newestMessage()).html)
  await opened.goto('/reset/password')
  await shoot('reset-nothing', opened)
}

/** @param {Visit} visit */
async function bySms({ page, shoot, newestMessage }) {
  await page.goto('/reset')
  await fill(page, 'msisdn', number)
  await shoot('reset-code')
  const { code } = await newestMessage()
  await enter(page, wrong(code))
  await shoot('reset-code-wrong')
  await enter(page, 'hello')
  await shoot('reset-code-none')
  for (let time = 2; time <= 5; time += 1) await enter(page, wrong(code))
  await shoot('reset-code-over')
}

/** @param {Visit} visit */
async function notMe({ page, anotherBrowser, shoot, newestMessage }) {
  await page.goto('/reset')
  await fill(page, 'email', email)
  const { links } = await newestMessage()
  const [link = '', stopLink = ''] = links
  const opened = await anotherBrowser()
  await opened.goto(link.slice(0, -4))
  await shoot('link-wrong', opened)
  await opened.goto(stopLink)
  await shoot('stop', opened)
  await pressIn(opened, '/confirm')
  await shoot('stop-done', opened)
  await opened.goto(link)
  await shoot('link-expired', opened)
}

/** A session of a client: after confirming, the person goes on in the app and not on a page of this server.
 * @param {Visit} visit */
async function forClient({ page, shoot, newestMessage, post }) {
  await post('account/password/email', { email })
  const { links } = await newestMessage()
  await page.goto(links[0] ?? '')
  await pressIn(page, '/confirm')
  await shoot('done')
  await page.goto(links[0] ?? '')
  await shoot('confirm-again')

  const answer = await post('account/password/msisdn', { country: 'GB', phone_number: number })
  const { code } = await newestMessage()
  await page.goto(codePageOf(answer))
  await shoot('code')
  await enter(page, wrong(code))
  await shoot('code-wrong')
  await enter(page, 'hello')
  await shoot('code-none')
  await press(page, 'form:has([value=stop]) button')
  await shoot('code-stopped')
  const other = await post('account/password/msisdn', { country: 'GB', phone_number: number })
  await page.goto(codePageOf(other))
  const { code: otherCode } = await newestMessage()
  for (let time = 1; time <= 5; time += 1) await enter(page, wrong(otherCode))
  await shoot('code-over')
}

/** @param {Visit} visit */
async function otherFlows({ page, shoot, shootMail, newestMessage, post }) {
  for (const [name, path] of /** @type {const} */ ([
    ['register', 'register'],
    ['3pid', 'account/3pid'],
  ])) {
    await post(`${path}/email`, { email: 'carol@example.org' })
    const message = await newestMessage()
    await shootMail(`mail-${name}`, message.html)
    const [link = '', stopLink = ''] = message.links
    await page.goto(stopLink)
    await shoot(`stop-${name}`)
    await page.goto(link)
    await shoot(`confirm-${name}`)
    await pressIn(page, '/confirm')
    await shoot(`done-${name}`)
    const answer = await post(`${path}/msisdn`, { country: 'GB', phone_number: '07400 123458' })
    await page.goto(codePageOf(answer))
    await shoot(`code-${name}`)
  }
}

/** @param {Visit} visit */
async function codesByEmail({ page, shoot, shootMail, newestMessage, post }) {
  await post('account/password/email', { email })
  const { html, text } = await newestMessage()
  await shootMail('mail-code', html)
  await shootMail('mail-code-text', pageOfText(text))
  await post('register/email', { email: 'carol@example.org' })
  await shootMail('mail-code-register', (await newestMessage()).html)
  await post('account/3pid/email', { email: 'carol@example.org' })
  await shootMail('mail-code-3pid', (await newestMessage()).html)
  await page.goto('/reset')
  await fill(page, 'email', email)
  await shoot('reset-code-email')
}

/** @param {Visit} visit */
async function notices({ page, shoot, shootMail, newestMessage, post }) {
  await page.goto('/reset')
  await fill(page, 'email', 'carol@example.org')
  await shoot('reset-sent-if-known')
  await shootMail('mail-no-account', (await newestMessage()).html)
  await post('register/email', { email })
  await shootMail('mail-has-account', (await newestMessage()).html)
  await post('account/3pid/email', { email: 'bob@example.org' })
  await shootMail('mail-has-account-3pid', (await newestMessage()).html)
}

/** @param {Visit} visit */
async function limits({ page, shoot }) {
  for (let time = 0; time < 11; time += 1) {
    await page.goto('/reset')
    await fill(page, 'email', 'nobody@example.org')
  }
  await shoot('limited')
}
