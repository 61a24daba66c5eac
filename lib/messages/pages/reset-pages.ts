import { codeForm, codeHint, problemOf, type CodeField } from './code-field'
import { appButton, notice, startAgain } from './end-pages'
import type { ShownBrand } from '../brand/shown-brand'
import { sentenceHtml, shownMasked } from '../text/written-sentence'
import { html, type Html } from '../text/html'
import { newPasswordPage } from './new-password-page'
import { askPage } from './ask-page'
import { attention, buttonForm, tick, type PageBody } from './page-parts'
import type { PageOf } from '../values/page-values'
import type { ResetCodePage, ResetPageValues, SentPage } from '../values/reset-page-values'
import type { SentWords } from '../words/reset-page-words'
import type { Words } from '../words/words'

/** The pages of `createResetPageRouter`. */
export function resetPage(words: Words, shownBrand: ShownBrand, page: ResetPageValues, now: number): PageBody {
  switch (page.page) {
    case 'reset-ask':
      return askPage(words, page)
    case 'reset-sent':
      return sentPage(words, page)
    case 'reset-code':
      return resetCodePage(words, page, now)
    case 'reset-password':
      return newPasswordPage(words, page)
    case 'reset-done':
      return donePage(words, shownBrand, page)
    case 'reset-start-again':
      return startAgainPage(words, page)
    case 'reset-forbidden':
      return notice(words.resetPages.forbidden, attention, startAgain(words, page.startAgain))
  }
}

function sentPage(words: Words, page: SentPage): PageBody {
  const { link, confirmed, goOnThere, reload } = words.resetPages
  if (page.confirmed) return notice(confirmed, tick, startAgain(words, page.startAgain, 'second'))
  const said = link[page.medium]
  return {
    title: said.title,
    content: html`<h1>${said.title}</h1>
      ${sentAgain(said, page)} ${page.hasLooked === true && notYet(words, page)}
      <p>${whereTo(said, page)}</p>
      <p>${goOnThere}</p>
      ${buttonForm(page.reload, reload)} ${nothingCame(words, said, page)}`,
  }
}

function resetCodePage(words: Words, page: ResetCodePage, now: number): PageBody {
  const said = words.resetPages.code[page.medium]
  if (page.over !== undefined) return overPage(words, said, page, page.over)
  const problem = problemOf(words, page)
  const field: CodeField = page
  return {
    title: problem === undefined ? said.title : `${words.pages.errorPrefix}: ${said.title}`,
    content: html`<h1>${said.title}</h1>
      ${sentAgain(said, page)}
      <p>${whereTo(said, page)}</p>
      <p id="token-hint">${codeHint(words, field, now)}</p>
      ${codeForm(words, field)}
      <p class="hint">${words.pages.code.keepSecret}</p>
      ${nothingCame(words, said, page)}`,
  }
}

function overPage(words: Words, said: SentWords, page: ResetCodePage, over: 'too-many-tries' | 'expired'): PageBody {
  return notice(
    words.resetPages.over[over],
    attention,
    page.sentAgain === 'not-sent' ? sentAgain(said, page) : undefined,
    buttonForm(page.sendAgain, said.sendAgain),
    startAgain(words, page.startAgain, 'second'),
  )
}

function startAgainPage(words: Words, page: PageOf<'reset-start-again'>): PageBody {
  const { nothingToGoOn, passwordOver } = words.resetPages
  return notice(page.mayBeDone ? passwordOver : nothingToGoOn, attention, startAgain(words, page.startAgain))
}

function donePage(words: Words, shownBrand: ShownBrand, page: PageOf<'reset-done'>): PageBody {
  const { title, signIn, loggedOut, stayedIn, encrypted } = words.resetPages.done
  const texts = [signIn, ...(page.loggedOut ? [loggedOut, encrypted] : [stayedIn])]
  const again = startAgain(words, page.startAgain, 'second')
  return notice({ title, paragraphs: texts }, tick, appButton(words, shownBrand), again)
}

function whereTo(said: SentWords, page: SentPage | ResetCodePage): Html {
  const masked = shownMasked(page.maskedAddress)
  return sentenceHtml(page.concealed ? said.sentIfKnown(masked) : said.sent(masked))
}

function sentAgain(said: SentWords, { sentAgain: outcome }: SentPage | ResetCodePage): Html | undefined {
  if (outcome === undefined) return undefined
  return outcome === 'sent'
    ? html`<p class="notice" role="status">${said.askedAgain}</p> `
    : html`<p class="problem" role="alert">${said.wasNotSent}</p> `
}

/** "I have opened the link" was pressed, and nothing is confirmed: the page behind the link has a button of its own. */
function notYet({ pages, resetPages }: Words, { medium }: SentPage): Html {
  return html`<p class="problem" role="alert">${resetPages.notYet(pages.confirm.password[medium].button)}</p> `
}

/** What to do if nothing came, and two ways to go on: to send once more, or to begin with another address. */
function nothingCame(words: Words, said: SentWords, page: SentPage | ResetCodePage): Html {
  return html`<h2>${said.nothingCame}</h2>
    <ul>
      ${said.whatThen.map((text) => html`<li>${text}</li> `)}
    </ul>
    ${buttonForm(page.sendAgain, said.sendAgain, 'second')}
    ${buttonForm(page.startAgain, words.resetPages.otherAddress, 'second')}`
}
