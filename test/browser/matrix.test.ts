import type { Browser, Page } from 'playwright-core'
import { createLanguages } from '../../lib/messages/languages/languages'
import { createMessages } from '../../lib/messages/messages'
import { brand, languages, longAddress, makers, requestedAt, serverName, values } from '../messages/examples'
import { launchChromium } from './chromium'
import { faultsIn, type Expected } from './page-faults'

/** Every page in every language, on a phone and at a desk, light and dark, without scripts, under a long name and with all
 * that is known of who asked. The pages are put into the browser as they are made, without the headers of a server. */
const longName = 'The Community Homeserver of the Example Organisation'
const look = { name: longName, support: brand.support, app: brand.app, color: '#0b5cad' }
const messages = createMessages({ serverName, brand: look, now: () => requestedAt + 300_000 })
const about = {
  ...values,
  userId: '@alice.anderson:matrix.example.org',
  requester: { at: requestedAt, from: longAddress, browser: 'Samsung Internet', system: 'Android' },
}
const { wordsFor } = createLanguages()
const screens = {
  phone: { width: 390, height: 664 },
  desk: { width: 1280, height: 800 },
}

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const combinations = languages.flatMap((language) =>
  (['phone', 'desk'] as const).flatMap((screen) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ language, screen, colorScheme })),
  ),
)

test.each(combinations)('$language, $screen, $colorScheme', async ({ language, screen, colorScheme }) => {
  const documents = pagesOf(language)
  expect(documents.length).toBeGreaterThan(90)
  await withPage({ viewport: screens[screen], colorScheme }, async (page) => {
    expect(await faultsIn(page, documents)).toEqual([])
  })
})

test('every kind of fault would be found', async () => {
  const field = (more: string) => `<label for="f">Name</label><input id="f" ${more}>`
  const planted: readonly (readonly [found: string, html: string])[] = [
    ['contrast 1.', '<p style="color:#ddd">pale</p>'],
    ['contrast 1.', '<button style="color:#444;background:#333">dark</button>'],
    ['is 20', '<div style="width:2000px;height:1px"></div>'],
    ['is cut', '<p style="width:50px;white-space:nowrap">longer than its paragraph</p>'],
    ['is cut', '<p style="margin-left:-30px">begins outside</p>'],
    ['a field is too low', field('style="height:8px;min-height:0;padding:9px"')],
    ['lang is de', '<script></script>'],
    ['dir is', '<style>main { direction: rtl }</style>'],
    ['headings are', '<h3>after an h1</h3>'],
    ['headings are', '<h1>a second one</h1>'],
    ['main', '</main><main></main>'],
    ['no label', '<input id="f">'],
    ['no description', field('aria-describedby="gone"')],
    ['what was wrong is not its description', field('aria-invalid="true" autofocus')],
    ['what was wrong is not its description', `<p id="p" class="problem">Bad</p>${field('aria-describedby="p"')}`],
    [
      'what was wrong is not where the focus goes',
      `<p id="p" class="problem">Bad</p>${field('aria-describedby="p" aria-invalid="true"')}`,
    ],
    ['out of view', '<button style="margin-top:900px">Go on</button>'],
  ]
  const documents = planted.map(([kind, html]): Expected => ({
    ...{ kind, language: 'en', direction: 'ltr', buttonsInView: 1 },
    html: `<!DOCTYPE html><html lang="${kind === 'lang is de' ? 'de' : 'en'}" dir="ltr"><title>A</title><main><h1>A</h1>${html}</main>`,
  }))
  await withPage({ viewport: screens.phone }, async (page) => {
    const faults = await faultsIn(page, documents)
    expect(
      planted
        .map(([found]) => found)
        .filter((found) => !faults.some((fault) => fault.startsWith(`${found}: ${found}`))),
    ).toEqual([])
  })
})

test('a page that keeps to all of it has no fault', async () => {
  const html = '<!DOCTYPE html><html lang="en" dir="ltr"><title>A</title><main><h1>A</h1><button>B</button></main>'
  await withPage({ viewport: screens.phone }, async (page) => {
    const documents: Expected[] = [{ kind: 'plain', html, language: 'en', direction: 'ltr', buttonsInView: 1 }]
    expect(await faultsIn(page, documents)).toEqual([])
  })
})

function pagesOf(language: string): readonly Expected[] {
  const { direction } = wordsFor(language)
  return [...makers(messages, language, about)]
    .filter(([kind]) => kind.startsWith('page '))
    .map(([kind, make]) => ({ kind, html: make().html, language, direction, buttonsInView: buttonsInView(kind) }))
}

/** Both of the confirm page, else the first. Two passwords, their rules and what comes of other devices stand before theirs. */
function buttonsInView(kind: string): number {
  if (kind.startsWith('page reset-password')) return 0
  return kind.startsWith('page confirm') ? 2 : 1
}

async function withPage(options: Parameters<Browser['newPage']>[0], use: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ ...options, javaScriptEnabled: false })
  try {
    await use(page)
  } finally {
    await page.close()
  }
}
