import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { styleHashes } from '../../lib/messages/pages/content-security'
import { createMessages } from '../../lib/messages/messages'
import { launchChromium } from './chromium'
import { requestedAt, brand, languages, longAddress, makers, serverName } from '../messages/examples'

/** The pages and mails as a person's browser shows them, without the network. */
const look = { name: brand.name, support: brand.support, app: brand.app }
const messages = createMessages({ serverName, brand: { ...look, color: '#ffe600' }, now: () => requestedAt + 300_000 })
const kinds = [...makers(messages, 'en').keys()]
const pageKinds = kinds.filter((kind) => kind.startsWith('page'))
/** Landmarks are the mail program's: a mail stands inside its `main`. */
const inMailProgram: axe.RunOptions = {
  rules: { 'landmark-one-main': { enabled: false }, region: { enabled: false } },
}
/** A phone, less its browser's bars. */
const phone = { width: 390, height: 664 }
const desk = { width: 1280, height: 800 }
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

/** All in English; in the other languages one of each build, since only words differ. */
function documentsOf(language: string): readonly Document[] {
  const some = language === 'en' ? kinds : kinds.filter((kind) => !/register|3pid|msisdn/u.test(kind))
  const documents = some.map((kind): Document => {
    const options = kind.startsWith('page') ? {} : inMailProgram
    return { kind: `${language} ${kind}`, html: htmlOf(language, kind), options }
  })
  return [...new Map(documents.map((one) => [one.html, one])).values()]
}

describe('in a browser', () => {
  test.each(languages)(
    'axe finds nothing in any page or mail, at a desk in the light, on a phone in the dark: %s',
    async (language) => {
      for (const options of [
        { viewport: desk, colorScheme: 'light' },
        { viewport: phone, colorScheme: 'dark' },
      ] as const) {
        await withPage(options, async (page) => {
          expect(await findings(page, documentsOf(language))).toEqual([])
        })
      }
    },
  )

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
      const requester = { at: 0, from: longAddress }
      const form = { action: '/', fields: {} }
      const about = { language, flow: 'password', medium: 'email', userId, requester } as const
      const own = { ...about, page: 'confirm', confirmed: false, confirm: form, notMe: form } as const
      const some = kinds.filter((kind) => !/register|3pid|msisdn/u.test(kind))
      // 400% of 1280 px is 320 px; text at 200% on top of it is what a person with both settings sees.
      await withPage({ viewport: { width: 320, height: 256 } }, async (page) => {
        for (const html of [messages.page(own).html, ...some.map((kind) => htmlOf(language, kind))]) {
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
        for (const target of await page
          .locator('button, a.button, select, input:not([type=hidden], [type=checkbox]), .choice, footer a')
          .all())
          expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      }
    })
  })

  test('a strict policy with the hash lets the styles through, and nothing is refused', async () => {
    const html = htmlOf('en', 'page confirm password email')
    const policy = `default-src 'none'; style-src ${styleHashes(html).join(' ')}; form-action 'self'; base-uri 'none'`
    await withPage({}, async (page) => {
      const said: string[] = []
      const requestedUrls: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('request', (request) => requestedUrls.push(request.url()))
      await page.route('http://localhost/', (route) =>
        route.fulfill({ body: html, contentType: 'text/html', headers: { 'content-security-policy': policy } }),
      )
      await page.goto('http://localhost/')
      expect(await page.evaluate('getComputedStyle(document.querySelector("button")).minHeight')).toBe('51px')
      expect(said).toEqual([])
      expect(requestedUrls).toEqual(['http://localhost/'])
    })
  })

  test('by keyboard: the button that proves comes first, then "this was not me", and the focus can be seen', async () => {
    await withPage({}, async (page) => {
      await page.setContent(htmlOf('en', 'page confirm password email'))
      const order: string[] = []
      for (let step = 0; step < 3; step++) {
        await page.keyboard.press('Tab')
        order.push(await page.evaluate<string>('document.activeElement.textContent'))
        expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px')
      }
      expect(order).toEqual(['Yes, reset my password', 'This was not me', 'Get help'])
    })
  })

  test.each([
    'page code wrong password msisdn',
    'page reset-code wrong msisdn',
    'page reset-ask invalid email',
    'page reset-password refused email',
  ])('what was wrong has the focus, and is described by a sentence beside it: %s', async (kind) => {
    for (const javaScriptEnabled of [true, false]) {
      await withPage({ javaScriptEnabled, viewport: phone }, async (page) => {
        await open(page, htmlOf('en', kind))
        const field = page.locator('input:focus')
        await field.waitFor()
        const described = (await field.getAttribute('aria-describedby'))?.split(' ')[0] ?? ''
        const { y = 0 } = (await page.locator(`#${described}`).boundingBox()) ?? {}
        const box = await field.boundingBox()
        // Both are to be seen, the sentence right above the field.
        expect(box && box.y > y && box.y - y < 120 && box.y + box.height < phone.height).toBe(true)
        expect(await field.getAttribute('aria-invalid')).toBe('true')
        expect(await page.title()).toMatch(/^Error: /u)
      })
    }
  })
})

async function open(page: Page, html: string): Promise<void> {
  await page.route('http://localhost/', (route) => route.fulfill({ body: html, contentType: 'text/html' }))
  await page.goto('http://localhost/')
}

describe('on a phone, without scripts', () => {
  test('the account is what stands out, in the page and in the mail', async () => {
    await withPage({ viewport: phone, javaScriptEnabled: false }, async (page) => {
      for (const kind of ['page confirm password email', 'page stop password email', 'link password', 'changed']) {
        await page.setContent(htmlOf('en', kind))
        const [size = 0, weight] = await page.evaluate<number[]>(`(() => {
          const account = [...document.querySelectorAll('bdi')].find((one) => one.textContent === '@alice:example.org')
          const { fontSize, fontWeight } = getComputedStyle(account)
          return [parseFloat(fontSize), Number(fontWeight)]
        })()`)
        expect(size).toBeGreaterThan(16)
        expect(weight).toBeGreaterThanOrEqual(700)
      }
    })
  })

  test('the button that leads to the app looks as a button does', async () => {
    await withPage({ viewport: phone, javaScriptEnabled: false }, async (page) => {
      await page.setContent(htmlOf('en', 'page done password email'))
      const link = page.getByRole('link', { name: 'Go to the app' })
      expect(await link.getAttribute('href')).toBe(brand.app)
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    })
  })
})
