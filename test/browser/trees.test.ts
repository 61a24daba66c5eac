import type { Browser } from 'playwright-core'
import { createLanguages } from '../../lib/messages/languages/languages'
import { createMessages } from '../../lib/messages/messages'
import type { AnyPage } from '../../lib/messages/values/page-values'
import { joinSentences } from '../../lib/messages/text/join-sentences'
import type { Words } from '../../lib/messages/words/words'
import { accessibilityTree } from './accessibility-tree'
import { launchChromium } from './chromium'

/** What a screen reader is given of each form, in every language: names, what is wrong, in which order. */
const brand = 'Example'
const messages = createMessages({ serverName: 'matrix.example.org', brand: { name: brand } })
const languages = createLanguages()
const requester = { at: 0, from: '203.0.113.9' }
const form = { action: '/', fields: {} }
const userId = '@alice:example.org'

interface Example {
  readonly page: AnyPage
  /** Before the title, where something was wrong. */
  readonly isWrong?: boolean
  readonly title: string
  readonly tree: readonly string[]
}

const quoted = (text: string) => JSON.stringify(text)
const button = (text: string, hint?: string) =>
  `  button ${quoted(text)}${hint === undefined ? '' : ` <- ${quoted(hint)}`}`

function examplesIn({ pages, resetPages: said, facts }: Words): Readonly<Record<string, Example>> {
  return {
    ...confirmingIn(pages),
    ...codesIn(pages, said),
    ask: {
      page: {
        ...{ page: 'reset-ask', email: form, msisdn: { form, countries: ['GB', 'IE'] } },
        problem: { medium: 'email', reason: 'unknown', typed: 'alice' },
      },
      isWrong: true,
      title: said.ask.title,
      tree: [
        'form',
        `  textbox ${quoted(said.ask.email.label)} value="alice" invalid required focused <- ${quoted(said.ask.problem.email.unknown)}`,
        button(said.ask.email.button),
        'form',
        `  combobox ${quoted(said.ask.msisdn.country)} value="…"`,
        `  textbox ${quoted(said.ask.msisdn.label)} required`,
        button(said.ask.msisdn.button),
      ],
    },
    'new password': {
      page: {
        ...{ page: 'reset-password', medium: 'email', userId, form, startAgain: form },
        ...{ rules: 'At least 8', problem: { said: 'Too short' } },
      },
      isWrong: true,
      title: said.password.title,
      tree: [
        'form',
        `  textbox ${quoted(facts.account)} value=${quoted(userId)} readonly`,
        `  textbox ${quoted(said.password.label)} invalid required focused <- ${quoted(`Too short ${said.password.rules} At least 8`)}`,
        `  textbox ${quoted(said.password.again)} required`,
        `  checkbox ${quoted(said.password.logoutDevices)} checked <- ${quoted(joinSentences(said.password.logoutHint, said.password.encrypted))}`,
        button(said.password.button),
        'form',
        button(pages.startAgain),
      ],
    },
  }
}

function confirmingIn(pages: Words['pages']): Readonly<Record<string, Example>> {
  const about = { flow: 'password', medium: 'email', userId, requester } as const
  const { title, button: yes, notMeHint } = pages.confirm.password.email
  const stop = pages.stop.password.email
  return {
    confirm: {
      page: { page: 'confirm', ...about, confirmed: false, confirm: form, notMe: form },
      title,
      tree: ['form', button(yes), 'form', button(pages.notMe, notMeHint)],
    },
    stop: { page: { page: 'stop', ...about, stop: form }, title: stop.title, tree: ['form', button(stop.button)] },
  }
}

function codesIn({ code }: Words['pages'], said: Words['resetPages']): Readonly<Record<string, Example>> {
  const field = (problem: string) =>
    `  textbox ${quoted(code.label)} invalid required focused <- ${quoted(`${problem} ${code.newest}`)}`
  const again = said.code.msisdn
  return {
    code: {
      page: { page: 'code', flow: 'password', medium: 'msisdn', form, stop: form, digits: 6, wrong: true },
      isWrong: true,
      title: code.title.password.msisdn,
      tree: ['form', field(code.wrong), button(code.button), 'form', button(code.stop, code.stopHint)],
    },
    'code on the reset page': {
      page: {
        ...{ page: 'reset-code', medium: 'msisdn', maskedAddress: '…56', concealed: false, wrong: false, digits: 6 },
        ...{ notACode: true, sentAgain: 'not-sent', form, sendAgain: form, startAgain: form },
      },
      isWrong: true,
      title: again.title,
      tree: [
        `alert ${quoted(again.wasNotSent)}`,
        'form',
        field(code.notACode(6)),
        button(code.button),
        `heading ${quoted(again.nothingCame)} level=2`,
        ...['form', button(again.sendAgain), 'form', button(said.otherAddress)],
      ],
    },
    sent: {
      page: {
        ...{ page: 'reset-sent', medium: 'email', maskedAddress: 'a…@example.org', concealed: false, confirmed: false },
        ...{ sentAgain: 'sent', reload: form, sendAgain: form, startAgain: form },
      },
      title: said.link.email.title,
      tree: [
        `status ${quoted(said.link.email.askedAgain)}`,
        ...['form', button(said.reload)],
        `heading ${quoted(said.link.email.nothingCame)} level=2`,
        ...['form', button(said.link.email.sendAgain), 'form', button(said.otherAddress)],
      ],
    },
  }
}

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test.each(languages.tags)('each form names its fields, and what was wrong with them: %s', async (language) => {
  const words = languages.wordsFor(language)
  const page = await browser.newPage({ javaScriptEnabled: false })
  let html = ''
  await page.route('http://localhost/', (route) => route.fulfill({ body: html, contentType: 'text/html' }))
  for (const [name, { page: values, isWrong = false, title, tree }] of Object.entries(examplesIn(words))) {
    html = messages.page({ language, ...values }).html
    await page.goto('http://localhost/')
    if (isWrong) await page.locator('input:focus').waitFor()
    const found = (await accessibilityTree(page)).map((line) => line.replace(/(?<= combobox .* value=").*"/u, '…"'))
    const ofTab = `${isWrong ? `${words.pages.errorPrefix}: ` : ''}${title} – ${brand}`
    expect([name, ...found]).toEqual([
      name,
      `RootWebArea ${quoted(ofTab)} focused`,
      '  main',
      `    heading ${quoted(title)} level=1`,
      ...tree.map((line) => `    ${line}`),
    ])
  }
  await page.close()
})
