import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from '../browser/chromium'
import { waitFor } from '../redis/wait-for'
import { startExample, type RunningExample } from './example-server'
import { loginAs } from './reset'

const newPassword = 'new-password-1'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

let example: RunningExample
beforeEach(async () => {
  example = await startExample()
})
afterEach(() => example.stop())

test('a reset by email, from the first page over the outbox to the new password', async () => {
  await withPage({ viewport: { width: 1200, height: 900 } }, async (page, outbox) => {
    await outbox.goto(`${example.url}/outbox`)
    await outbox.getByText('No message yet.').waitFor()
    await page.goto(example.url)
    await expectFinding(page, [])
    await page.getByRole('link', { name: 'Reset a password' }).click()
    expect(page.url()).toBe(`${example.url}/reset`)
    await page.locator('#email').fill('alice@example.org')
    await page.keyboard.press('Enter')

    // It comes by itself, is shown whole, and its links open out of the frame that it is shut in.
    const mail = outbox.frameLocator('iframe')
    await mail.getByText('@alice:localhost').first().waitFor()
    await expectFinding(outbox, [])
    for (const width of [1200, 400]) {
      await outbox.setViewportSize({ width, height: 900 })
      // Not `page.waitForFunction`: it evaluates text in the page when it asks again, which the page's policy forbids.
      await waitFor('the whole mail', () => outbox.evaluate<boolean>(isShownWhole))
    }
    const link = mail.locator(`a[href="${(await example.outbox())[0]?.links[0]}"]`).first()
    const [confirm] = await Promise.all([outbox.context().waitForEvent('page'), link.click()])
    await confirm.getByRole('button').first().click()
    await typePassword(confirm, newPassword)
    await confirm.locator('#new_password').waitFor({ state: 'detached' })
    expect((await loginAs(example, 'alice', newPassword)).status).toBe(200)
    expect((await loginAs(example, 'alice', 'old-password-1')).status).toBe(403)
  })
})

test('a reset by SMS, with the code that the outbox copies', async () => {
  await withPage({ colorScheme: 'dark', viewport: { width: 320, height: 640 } }, async (page, outbox) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: example.url })
    await page.goto(`${example.url}/reset`)
    await page.locator('#phone_number').fill('+44 7400 123457')
    await page.keyboard.press('Enter')
    await page.locator('#token').waitFor()

    await outbox.goto(`${example.url}/outbox`)
    await outbox.getByRole('button', { name: /^Copy the code \d{6}$/ }).click()
    await outbox.getByRole('button', { name: /^Copied \d{6}$/ }).waitFor()
    await expectFinding(outbox, [])
    const code = await outbox.evaluate<string>('navigator.clipboard.readText()')
    await page.locator('#token').fill(code)
    await page.keyboard.press('Enter')
    await typePassword(page, 'short')
    await page.getByText('A password needs at least 8 characters').waitFor()
    await typePassword(page, newPassword)
    await page.locator('#new_password').waitFor({ state: 'detached' })
    expect((await loginAs(example, 'bob', newPassword)).status).toBe(200)
  })
})

test('all pages have the name of one server', async () => {
  for (const path of ['/', '/outbox', '/reset'])
    expect((await example.ask(path, { headers: { accept: 'text/html' } })).text).toContain('Example homeserver')
})

test('another name of this machine leads to the one that forms are taken from', async () => {
  const { port } = new URL(example.url)
  const answer = await example.ask(`http://localhost:${port}/reset`)
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `${example.url}/reset`])
})

async function typePassword(page: Page, password: string): Promise<void> {
  await page.locator('#new_password').fill(password)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}

/** Nothing of the mail is to be scrolled to in its frame. */
const isShownWhole = `(() => {
  const { documentElement } = document.querySelector('iframe').contentDocument
  return documentElement.scrollHeight > 300 && documentElement.scrollHeight <= documentElement.clientHeight
})()`

/** Two pages of one browser; fails where one is refused something, asks another server, or is wider than its window. */
async function withPage(
  options: BrowserContextOptions,
  use: (page: Page, other: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en', ...options })
  const faults: string[] = []
  try {
    context.on('page', (page) => {
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        // A browser counts every 4xx among its errors: a client that polls meets them.
        if (message.type() === 'error' && !/the server responded with a status of 40[01]/.test(message.text()))
          faults.push(message.text())
      })
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url())
        if (protocol !== 'data:' && !['127.0.0.1', 'localhost'].includes(hostname)) faults.push(request.url())
      })
    })
    const pages: [Page, Page] = [await context.newPage(), await context.newPage()]
    await use(...pages)
    for (const page of pages)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(faults).toEqual([])
  } finally {
    await context.close()
  }
}

async function expectFinding(page: Page, expected: readonly string[]): Promise<void> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document, { iframes: false })')
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(expected)
}
