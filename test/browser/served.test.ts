import { waitFor } from '../redis/wait-for'
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core'
import { memoryStore } from '../../lib'
import { createLanguages } from '../../lib/messages/languages/languages'
import { launchChromium } from './chromium'
import { startHost, startSite, type StartedSession, type BrowserHost } from './host'

/** What a router serves, in a browser that holds to its policy. */
const { wordsFor } = createLanguages()
const en = wordsFor('en').pages
const confirm = en.confirm.password.email
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const people: readonly (BrowserContextOptions & { readonly who: string; readonly language: string })[] = [
  { who: 'without scripts', language: 'en', javaScriptEnabled: false },
  { who: 'in Arabic, on a phone', language: 'ar', viewport: { width: 375, height: 667 }, isMobile: true },
  { who: 'in Japanese, in the dark', language: 'ja', colorScheme: 'dark' },
  { who: '320 pixels wide', language: 'de', viewport: { width: 320, height: 568 } },
  // A window of 1280 by 1024 pixels.
  { who: 'at 400 % zoom', language: 'fr', viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
]

describe('by keyboard alone', () => {
  test.each(people)('the button behind the link: $who', async ({ language, ...options }) => {
    const host = await startHost()
    const session = await host.ask('email')
    const words = wordsFor(language)
    await visit(host, { locale: language, ...options }, async (page) => {
      await page.goto(session.link)
      expect(await page.locator('html').getAttribute('dir')).toBe(words.direction)
      await heading(page, words.pages.confirm.password.email.title)
      await page.keyboard.press('Tab')
      expect(await focused(page)).toEqual({ text: words.pages.confirm.password.email.button, isInView: true })
      expect(await host.passwordReset.validated(session.credentials)).toBeNull()
      await page.keyboard.press('Enter')
      await heading(page, words.pages.done.password.email.title)
      expect(await host.passwordReset.validated(session.credentials)).toMatchObject({ userId: '@alice:localhost' })
    })
  })

  test.each(people)('the page for a code, wrong and then right: $who', async ({ language, ...options }) => {
    const host = await startHost()
    const session = await host.ask('msisdn')
    const { code, done } = wordsFor(language).pages
    await visit(host, { locale: language, ...options }, async (page) => {
      await page.goto(session.codePage)
      await heading(page, code.title.password.msisdn)
      await page.keyboard.press('Tab')
      await page.keyboard.type(wrongOf(session))
      await page.keyboard.press('Enter')
      // The focus is in the field again, which is described by what was wrong.
      await page.getByText(code.wrong).waitFor()
      await page.locator('#token:focus').waitFor()
      await page.keyboard.type(session.code)
      await page.keyboard.press('Enter')
      await heading(page, done.password.msisdn.title)
      expect(await host.passwordReset.validated(session.credentials)).toMatchObject({ medium: 'msisdn' })
    })
  })

  test('"this was not me", and what the link is worth then', async () => {
    const host = await startHost()
    const session = await host.ask('email')
    await visit(host, { javaScriptEnabled: false }, async (page) => {
      await page.goto(session.link)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toEqual({ text: en.notMe, isInView: true })
      await page.keyboard.press('Enter')
      await heading(page, en.notMeDone.password.email.stopped.title)
      await page.goto(session.link)
      await heading(page, en.expired.title.link)
      expect(await host.passwordReset.validated(session.credentials)).toBeNull()
    })
  })
})

describe('what does not work', () => {
  test('a button that is pressed too late', async () => {
    let now = Date.now()
    const host = await startHost({ store: memoryStore({ now: () => now }), secret: 'x'.repeat(32) })
    const session = await host.ask('email')
    await visit(host, {}, async (page) => {
      await page.goto(session.link)
      now += 3_600_000
      await page.getByRole('button', { name: confirm.button }).click()
      await heading(page, en.expired.title.link)
      expect(statusOf(await page.goto(session.link))).toBe(400)
      await heading(page, en.expired.title.link)
      expect(await host.passwordReset.validated(session.credentials)).toBeNull()
    })
  })

  test('a link that was cut short', async () => {
    const host = await startHost()
    const { link } = await host.ask('email')
    await visit(host, {}, async (page) => {
      await page.goto(link.slice(0, -3))
      await heading(page, en.wrong.title.link)
    })
  })

  test('too many codes: the right one comes too late', async () => {
    const host = await startHost()
    const session = await host.ask('msisdn')
    await visit(host, {}, async (page) => {
      await page.goto(session.codePage)
      const type = async (code: string) => {
        await page.getByLabel(en.code.label).fill(code)
        await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: en.code.button }).click()])
      }
      for (let wrong = 1; wrong <= 4; wrong++) await type(wrongOf(session))
      await heading(page, en.code.title.password.msisdn)
      await type(wrongOf(session))
      await page.goto(session.codePage)
      await type(session.code)
      await heading(page, en.tooManyTries.title)
      expect(await host.passwordReset.validated(session.credentials)).toBeNull()
    })
  })

  test('too many requests: how long to wait', async () => {
    const host = await startHost({ limits: { submitTokenPerNetwork: { max: 1, windowMs: 60_000 } } })
    const { link } = await host.ask('email')
    await visit(host, {}, async (page) => {
      await page.goto(link)
      await heading(page, confirm.title)
      expect(statusOf(await page.goto(link))).toBe(429)
      await heading(page, en.limited.title)
      await page.getByText(/wait (?:\d+ seconds|1 minute),/).waitFor()
    })
  })
})

describe('the policy', () => {
  test.each(['email', 'msisdn'] as const)('lets a `next_link` of another origin through: %s', async (medium) => {
    const app = await startSite()
    // Another origin, and another host too.
    const origin = app.url.replace('127.0.0.1', 'localhost')
    const host = await startHost({ nextLink: { origins: [origin] } })
    const session = await host.ask(medium, { next_link: `${origin}/login?reset=1#done` })
    await visit(host, {}, async (page) => {
      await page.goto(medium === 'email' ? session.link : session.codePage)
      if (medium === 'msisdn') await page.getByLabel(en.code.label).fill(session.code)
      await page.getByRole('button').first().click()
      await heading(page, 'Elsewhere')
      expect(page.url()).toBe(`${origin}/login?reset=1#done`)
      expect(app.paths).toEqual(['/login?reset=1'])
      // The link's token stands in the URL that was left.
      expect(await page.evaluate('document.referrer')).toBe('')
      expect(await host.passwordReset.validated(session.credentials)).toMatchObject({ medium })
    })
  })

  test('keeps whatever gets into a page from sending, loading or running', async () => {
    const elsewhere = await startSite()
    const host = await startHost({ nextLink: { origins: ['https://app.example.org'] } })
    const { link } = await host.ask('email')
    const page = await browser.newPage()
    await page.goto(link)
    await page.evaluate(`globalThis.refused = []
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective))`)
    const injected = [
      ['form-action', `document.forms[0].action = '${elsewhere.url}/form'; document.forms[0].submit()`],
      ['img-src', `new Image().src = '${elsewhere.url}/image'`],
      ['script-src-elem', "document.body.append(Object.assign(document.createElement('script'), { text: 'ran = 1' }))"],
      ['style-src-elem', "document.body.append(document.createElement('style'))"],
      ['style-src-attr', "document.body.setAttribute('style', 'display:none')"],
      ['connect-src', `void fetch('${elsewhere.url}/fetch').catch(() => undefined)`],
      ['base-uri', `document.head.append(Object.assign(document.createElement('base'), { href: '${elsewhere.url}' }))`],
    ] as const
    for (const [directive, injection] of injected) {
      await page.evaluate(injection)
      // Asked from outside: what waits inside a page evaluates strings, which its policy refuses.
      await waitFor(`the policy to refuse ${directive}`, () => page.evaluate(`refused.includes('${directive}')`))
    }
    expect(await page.evaluate('typeof ran')).toBe('undefined')
    expect(page.url()).toBe(link)
    expect(elsewhere.paths).toEqual([])
    await page.close()
  })

  test('lets no site put the button under its own', async () => {
    const host = await startHost()
    const { link } = await host.ask('email')
    const site = await startSite(`<iframe src="${link.replaceAll('&', '&amp;')}"></iframe>`)
    const page = await browser.newPage()
    const refusal = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.goto(site.url)
    await refusal
    expect(await page.frameLocator('iframe').locator('form').count()).toBe(0)
    await page.close()
  })
})

/** Fails where the browser complains, or something is loaded from elsewhere. */
async function visit(
  host: BrowserHost,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en', ...options })
  const faults: string[] = []
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      // A browser counts every page with such a status among its errors.
      if (!/the server responded with a status of 4(?:00|29)/.test(message.text())) faults.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.isNavigationRequest() && !request.url().startsWith(`${host.url}/`)) faults.push(request.url())
    })
    await use(page)
    expect(faults).toEqual([])
  } finally {
    await context.close()
  }
}

/** Waits for a page, which is to be no wider than its window. */
async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
}

/** What has the focus, and whether a person sees it. */
async function focused(page: Page) {
  return page.evaluate(`(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect()
    return { text: document.activeElement.textContent, isInView: top >= 0 && bottom <= innerHeight }
  })()`)
}

function wrongOf({ code }: StartedSession): string {
  return code === '000000' ? '111111' : '000000'
}

function statusOf(response: Response | null): number | undefined {
  return response?.status()
}
