import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { MatrixError } from '../../lib'
import { createLanguages } from '../../lib/messages/languages/languages'
import type { Words } from '../../lib/messages/words/words'
import { launchChromium } from './chromium'
import { startHost, type BrowserHost } from './host'

/** The reset page, served, in a browser that holds to its policy. */
const languages = createLanguages()
const { wordsFor } = languages
const password = 'correct horse battery staple'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const phone = { viewport: { width: 390, height: 664 } }
const desk = { viewport: { width: 1280, height: 800 } }
/** Each language once, by turns on a phone and at a desk, light and dark. With scripts axe looks at each page, too. */
const people: readonly (BrowserContextOptions & { readonly who: string; readonly language: string })[] = [
  ...languages.tags.map((language, index) => ({
    who: `in ${language}, without scripts`,
    language,
    javaScriptEnabled: false,
    colorScheme: index % 4 < 2 ? ('dark' as const) : ('light' as const),
    ...(index % 2 === 0 ? phone : desk),
  })),
  { who: 'with scripts, on a phone', language: 'en', ...phone },
  { who: 'with scripts, at a desk, from right to left', language: 'ar', ...desk },
]

describe.each(people)('a whole reset by keyboard alone, $who', ({ language, who: _who, ...options }) => {
  const words = wordsFor(language)
  const said = words.resetPages
  const as = { locale: language, ...options }

  test('by email in one browser', async () => {
    const { host, changes } = await aHost()
    await visit(host, as, async (page) => {
      await askByEmail(page, host, words)
      await confirmLink(page, host, words)
      await typePasswords(page, 'weak')
      await page.locator('#new_password:focus').waitFor()
      await page.getByText('At least 8 characters, please').waitFor()
      await typePasswords(page, password)
      await looksRight(page, said.done.title)
      expect(changes).toEqual([password])
    })
  })

  test('over two browsers: the form is where the link was opened', async () => {
    const { host, changes } = await aHost()
    await visit(host, as, async (asking) => {
      await askByEmail(asking, host, words)
      await press(asking, said.reload)
      await asking.getByText(said.notYet(words.pages.confirm.password.email.button)).waitFor()
      await visit(host, as, async (opening) => {
        await confirmLink(opening, host, words)
        await press(asking, said.reload)
        await looksRight(asking, said.confirmed.title)
        await asking.reload()
        await looksRight(asking, said.confirmed.title)
        await opening.reload()
        await typePasswords(opening, password)
        await looksRight(opening, said.done.title)
      })
    })
    expect(changes).toEqual([password])
  })

  test('by SMS: a wrong code, five of them, a new one', async () => {
    const { host, changes } = await aHost()
    await visit(host, as, async (page) => {
      await page.goto(`${host.url}/reset`)
      await type(page, '#phone_number', '07400 123456')
      await looksRight(page, said.code.msisdn.title)
      for (let step = 1; step <= 4; step += 1) {
        await type(page, '#token', wrongOf(host))
        await page.getByText(words.pages.code.wrong).waitFor()
        await page.locator('#token:focus').waitFor()
      }
      await type(page, '#token', wrongOf(host))
      await looksRight(page, said.over['too-many-tries'].title)
      await press(page, said.code.msisdn.sendAgain)
      await looksRight(page, said.code.msisdn.title)
      await page.getByText(said.code.msisdn.askedAgain).waitFor()
      await type(page, '#token', String(host.messages.at(-1)?.code))
      await looksRight(page, said.password.title)
      await typePasswords(page, password)
      await looksRight(page, said.done.title)
      expect(changes).toEqual([password])
    })
  })
})

async function askByEmail(page: Page, host: BrowserHost, { resetPages: said }: Words): Promise<void> {
  await page.goto(`${host.url}/reset`)
  await looksRight(page, said.ask.title)
  await type(page, '#email', 'alice@example.org ')
  await looksRight(page, said.link.email.title)
}

/** The button of the page behind the link: it leads to the form. */
async function confirmLink(page: Page, host: BrowserHost, { pages, resetPages }: Words): Promise<void> {
  await page.goto(linkOf(host))
  await looksRight(page, pages.confirm.password.email.title)
  await press(page, pages.confirm.password.email.button)
  await looksRight(page, resetPages.password.title)
}

test('"not me" by the one who was asked about, and what the asker has then', async () => {
  const { host, changes } = await aHost()
  const { resetPages: said, pages } = wordsFor('en')
  await visit(host, phone, async (page) => {
    await page.goto(`${host.url}/reset`)
    await type(page, '#email', 'alice@example.org')
    await page.goto(linkOf(host))
    await page.getByRole('button', { name: pages.notMe }).click()
    await looksRight(page, pages.notMeDone.password.email.stopped.title)
    await page.goto(`${host.url}/reset/password`)
    expect(await page.locator('#new_password').count()).toBe(0)
  })
  await visit(host, phone, async (page) => {
    await page.goto(`${host.url}/reset/password`)
    await looksRight(page, said.nothingToGoOn.title)
    await page.getByRole('button', { name: pages.startAgain }).click()
    await looksRight(page, said.ask.title)
  })
  expect(changes).toEqual([])
})

async function aHost() {
  const changes: string[] = []
  const host = await startHost(
    {},
    {
      setPassword: ({ newPassword }) => {
        if (newPassword.length < 8) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 8 characters, please')
        changes.push(newPassword)
      },
      passwordRules: () => 'At least 8 characters',
      notifyChanged: false,
    },
  )
  return { host, changes }
}

/** Fails where the browser complains, or something is loaded from elsewhere. */
async function visit(host: BrowserHost, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ locale: 'en', ...options })
  const faults: string[] = []
  try {
    const page = await context.newPage()
    if (options.javaScriptEnabled === false) withoutScripts.add(page)
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (!/the server responded with a status of 4/.test(message.text())) faults.push(message.text())
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(`${host.url}/`)) faults.push(request.url())
    })
    await use(page)
    expect(faults).toEqual([])
  } finally {
    await context.close()
  }
}

const withoutScripts = new WeakSet<Page>()

/** The page is there, no wider than its window, and axe finds nothing in it. */
async function looksRight(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
  // It waits by timers, which a browser without scripts does not have.
  if (withoutScripts.has(page)) return
  await page.evaluate(axe.source)
  const found = await page.evaluate<axe.AxeResults>("axe.run(document, { resultTypes: ['violations'] })")
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

/** With the keyboard: from where the focus is to the field, its text, and Enter. */
async function type(page: Page, field: string, text: string): Promise<void> {
  await tabUntil(page, `document.activeElement.matches('${field}')`)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

async function typePasswords(page: Page, text: string): Promise<void> {
  await tabUntil(page, "document.activeElement.matches('#new_password')")
  await page.keyboard.type(text)
  await page.keyboard.press('Tab')
  await page.keyboard.type(text)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

async function press(page: Page, button: string): Promise<void> {
  await tabUntil(page, `document.activeElement.textContent.trim() === ${JSON.stringify(button)}`)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

async function tabUntil(page: Page, condition: string): Promise<void> {
  for (let tabs = 0; tabs < 20; tabs += 1) {
    if (await page.evaluate<boolean>(condition)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not lead there: ${condition}`)
}

function linkOf({ messages }: BrowserHost): string {
  return messages.at(-1)?.links[0] ?? ''
}

function wrongOf({ messages }: BrowserHost): string {
  return messages.at(-1)?.code === '000000' ? '111111' : '000000'
}
