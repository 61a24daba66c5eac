import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from '../browser/chromium'
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

test('a reset by email, from /reset over /outbox to the new password', async () => {
  await withPage({ viewport: { width: 1200, height: 900 } }, async (reset, outbox) => {
    await outbox.goto(`${example.url}/outbox`)
    await outbox.getByText('No message yet.').waitFor()
    // The page's origin is not that of `publicBaseUrl`.
    await reset.goto(`${example.url.replace('127.0.0.1', 'localhost')}/reset`)
    await expectFinding(reset, [])
    await reset.getByLabel('Email address of your account').fill('alice@example.org')
    await reset.getByRole('button', { name: 'Send the message' }).click()
    await heading(reset, 'Check your messages')
    await expectFinding(reset, [])

    // It comes by itself, and its links open out of the frame that it is shut in.
    const mail = outbox.frameLocator('iframe').getByRole('link', { name: 'Continue' })
    const [confirm] = await Promise.all([outbox.context().waitForEvent('page'), mail.click()])
    expect(await outbox.locator('iframe').getAttribute('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox')
    await expectFinding(outbox, [])
    await reset.getByRole('button', { name: 'I have pressed it' }).click()
    await reset.getByLabel('New password').fill(newPassword)
    await reset.keyboard.press('Enter')
    await reset
      .getByRole('alert')
      .getByText(/^Not confirmed yet/)
      .waitFor()
    await confirm.getByRole('button').first().click()
    await confirm.getByRole('heading', { name: /confirmed/ }).waitFor()

    await reset.getByRole('button', { name: 'Change the password' }).click()
    await heading(reset, 'Your password is changed')
    expect((await loginAs(example, 'alice', newPassword)).status).toBe(200)
    expect((await loginAs(example, 'alice', 'old-password-1')).status).toBe(403)
  })
})

test('goes on by itself once the button behind the link is pressed', async () => {
  await withPage({}, async (reset, other) => {
    await reset.goto(`${example.url}/reset`)
    await reset.getByLabel('Email address of your account').fill('alice@example.org')
    await reset.keyboard.press('Enter')
    await heading(reset, 'Check your messages')
    await other.goto((await example.outbox())[0]?.links[0] ?? '')
    await other.getByRole('button').first().click()
    await heading(reset, 'Choose a new password')
    await reset.getByLabel('New password').fill('short')
    await reset.keyboard.press('Enter')
    await reset
      .getByRole('alert')
      .getByText(/at least 8 characters/)
      .waitFor()
    expect(await reset.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
    await expectFinding(reset, [])
  })
})

test('a reset by SMS, by keyboard alone, in the dark, 320 pixels wide', async () => {
  await withPage({ colorScheme: 'dark', viewport: { width: 320, height: 640 } }, async (reset, outbox) => {
    await reset.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: example.url })
    await reset.goto(`${example.url}/reset`)
    await reset.keyboard.press('Tab')
    await reset.keyboard.press('ArrowRight')
    await reset.keyboard.press('Tab')
    expect(await reset.getByLabel('Country of the number').inputValue()).toBe('GB')
    await reset.keyboard.press('Tab')
    await reset.keyboard.type('07400 123457')
    await expectFinding(reset, [])
    await reset.keyboard.press('Enter')
    await heading(reset, 'Type the code')

    await outbox.goto(`${example.url}/outbox`)
    await outbox.getByRole('button', { name: /^Copy the code \d{6}$/ }).click()
    await outbox.getByRole('button', { name: /^Copied \d{6}$/ }).waitFor()
    await expectFinding(outbox, [])
    const code = await outbox.evaluate<string>('navigator.clipboard.readText()')
    expect(code).toBe((await example.outbox())[0]?.code)

    await reset.keyboard.press('Tab')
    await reset.keyboard.type(code === '000000' ? '1' : '000000')
    await reset.keyboard.press('Enter')
    await reset
      .getByRole('alert')
      .getByText(/^That is not the code/)
      .waitFor()
    await reset.keyboard.press('Control+A')
    await reset.keyboard.type(code)
    await reset.keyboard.press('Enter')
    await heading(reset, 'Choose a new password')
    await reset.keyboard.press('Tab')
    await reset.keyboard.type(newPassword)
    await reset.keyboard.press('Enter')
    await heading(reset, 'Your password is changed')
    expect((await loginAs(example, 'bob', newPassword)).status).toBe(200)
  })
})

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

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name }).waitFor()
  // A screen reader goes on from where the focus is.
  expect(await page.evaluate('document.activeElement.textContent')).toBe(name)
}

async function expectFinding(page: Page, expected: readonly string[]): Promise<void> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document, { iframes: false })')
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(expected)
}
