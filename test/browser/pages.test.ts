import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { styleHashes } from '../../lib/messages/content-security'
import { createMessages } from '../../lib/messages/messages'
import { launchChromium } from './chromium'
import { brand, languages, makers, serverName } from '../messages/examples'

/** The pages and mails as a person's browser shows them, without the network. */
const messages = createMessages({ serverName, brand: { name: brand.name, support: brand.support, color: '#ffe600' } })
const kinds = [...makers(messages, 'en').keys()]
const pageKinds = kinds.filter((kind) => kind.startsWith('page'))
/** Landmarks are the mail program's: a mail stands inside its `main`. */
const inMailProgram: axe.RunOptions = {
  rules: { 'landmark-one-main': { enabled: false }, region: { enabled: false } },
}
/** What may differ in the dark. */
const colorsOnly: axe.RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
})

async function withPage<T>(options: Parameters<Browser['newPage']>[0], use: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage(options)
  try {
    return await use(page)
  } finally {
    await page.close()
  }
}

function htmlOf(language: string, kind: string): string {
  return makers(messages, language).get(kind)?.().html ?? ''
}

interface Document {
  readonly kind: string
  readonly html: string
  readonly options: axe.RunOptions
}

/** What axe finds in documents, with where. All in one go: the way to the browser and back costs more than most. */
async function findings(page: Page, documents: readonly Document[]): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`(async () => {
    const found = []
    for (const { kind, html, options } of ${JSON.stringify(documents)}) {
      document.open()
      document.write(html)
      document.close()
      const { violations } = await axe.run(document, { ...options, resultTypes: ['violations'] })
      for (const { id, nodes } of violations) for (const node of nodes) {
        found.push(kind + ': ' + id + ': ' + node.html + ': ' + node.failureSummary)
      }
    }
    return found
  })()`)
}

/** Each that reads differently: for most pages it makes no difference what was proved. */
function documentsOf(language: string, options?: axe.RunOptions): readonly Document[] {
  const documents = kinds.map((kind): Document => {
    const standard = kind.startsWith('page') ? {} : inMailProgram
    return { kind: `${language} ${kind}`, html: htmlOf(language, kind), options: options ?? standard }
  })
  return [...new Map(documents.map((one) => [one.html, one])).values()]
}

describe('in a browser', () => {
  test('axe finds nothing in any page or mail of any language', async () => {
    await withPage({ colorScheme: 'light' }, async (page) => {
      expect(
        await findings(
          page,
          languages.flatMap((language) => documentsOf(language)),
        ),
      ).toEqual([])
    })
  })

  test('axe finds nothing in the dark, where only colors differ: they are the same in every language', async () => {
    await withPage({ colorScheme: 'dark' }, async (page) => {
      expect(await findings(page, documentsOf('en', colorsOnly))).toEqual([])
    })
  })

  test('axe would find what is wrong, in every document', async () => {
    const html = '<!DOCTYPE html><html><body><input><p style="color:#ccc;background:#fff">pale</p></body></html>'
    const documents = ['one', 'two'].map((kind) => ({ kind, html, options: {} }))
    const found = await withPage({}, (page) => findings(page, documents))
    for (const kind of ['one', 'two']) {
      expect(found.join()).toContain(`${kind}: html-has-lang: `)
      expect(found.join()).toContain(`${kind}: color-contrast: `)
    }
  })

  test.each([...languages, 'a very long user ID'])(
    'nothing is cut off at 320 px, nor at 400%% zoom: %s',
    async (language) => {
      const userId = language === 'a very long user ID' ? '@' + 'w'.repeat(240) + ':example.org' : '@alice:example.org'
      const asked = { at: 0, from: '2001:db8:1234:5678:9abc:def0:1234:5678' }
      const form = { action: '/', fields: {} }
      const own = { language, page: 'confirm', medium: 'email', userId, asked, confirm: form, notMe: form } as const
      // 400% of 1280 px is 320 px; text at 200% on top of it is what a person with both settings sees.
      await withPage({ viewport: { width: 320, height: 256 } }, async (page) => {
        for (const html of [messages.page(own).html, ...kinds.map((kind) => htmlOf(language, kind))]) {
          await page.setContent(html.replace('font:100%/1.5', 'font:150%/1.5'))
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
        }
      })
    },
  )

  test('the targets are large enough for a thumb', async () => {
    await withPage({ viewport: { width: 375, height: 600 } }, async (page) => {
      for (const kind of pageKinds) {
        await page.setContent(htmlOf('en', kind))
        for (const target of await page.locator('button, input:not([type=hidden]), footer a').all())
          expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      }
    })
  })

  test('a strict policy with the hash lets the styles through, and nothing is refused', async () => {
    const html = htmlOf('en', 'page confirm email')
    const policy = `default-src 'none'; style-src ${styleHashes(html).join(' ')}; form-action 'self'; base-uri 'none'`
    await withPage({}, async (page) => {
      const said: string[] = []
      const asked: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('request', (request) => asked.push(request.url()))
      await page.route('http://localhost/', (route) =>
        route.fulfill({ body: html, contentType: 'text/html', headers: { 'content-security-policy': policy } }),
      )
      await page.goto('http://localhost/')
      expect(await page.evaluate('getComputedStyle(document.querySelector("button")).minHeight')).toBe('52px')
      expect(said).toEqual([])
      expect(asked).toEqual(['http://localhost/'])
    })
  })

  test('by keyboard: the button that proves comes first, then "this was not me", and the focus can be seen', async () => {
    await withPage({}, async (page) => {
      await page.setContent(htmlOf('en', 'page confirm email'))
      const order: string[] = []
      for (let step = 0; step < 3; step++) {
        await page.keyboard.press('Tab')
        order.push(await page.evaluate<string>('document.activeElement.textContent'))
        expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px')
      }
      expect(order).toEqual(['Yes, this was me: continue', 'This was not me', 'Get help'])
    })
  })

  test('a wrong code has the focus, so that it is read out, and leads to the field', async () => {
    await withPage({}, async (page) => {
      await page.setContent(htmlOf('en', 'page code msisdn wrong'))
      await page.waitForFunction('document.activeElement.getAttribute("role") === "alert"')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForFunction('document.activeElement.id === "token"')
      expect(await page.title()).toMatch(/^Error: /u)
    })
  })
})
