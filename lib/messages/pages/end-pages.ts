import type { ShownBrand } from '../brand/shown-brand'
import { sentenceHtml, shown } from '../text/written-sentence'
import { html, type Html } from '../text/html'
import { attention, buttonForm, linkButton, paragraphs, tick, type PageBody } from './page-parts'
import type { EndPage, PageOf } from '../values/page-values'
import type { PageForm } from '../values/page-form'
import type { Notice } from '../words/page-words'
import { timesFor } from '../text/times'
import type { Words } from '../words/words'

/** The pages that end something: they say what happened, and what to do next. */
export function endPage(words: Words, shownBrand: ShownBrand, page: EndPage): PageBody {
  const { pages } = words
  switch (page.page) {
    case 'done':
      return donePage(words, shownBrand, page)
    case 'not-me': {
      const { stopped, mayBeUsed } = pages.notMeDone[page.flow][page.medium]
      return page.mayBeUsed ? notice(mayBeUsed, attention) : notice(stopped, tick)
    }
    case 'stopped':
      return notice(pages.stopped[page.flow][page.medium], tick)
    case 'expired':
      return notice(expired(words, page), attention, wayBack(words, shownBrand, page.startAgain))
    case 'wrong':
      return notice(wrong(words, page), attention, wayBack(words, shownBrand, page.startAgain))
    case 'too-many-tries':
      return notice(tooManyTries(words, page), attention, wayBack(words, shownBrand, page.startAgain))
    case 'limited': {
      const { title, why, wait } = pages.limited
      const said = [wait(timesFor(words).waiting(page.retryAfterMs)), why]
      return notice({ title, paragraphs: said }, attention, again(words, page))
    }
    case 'unavailable':
      return notice(pages.unavailable, attention, again(words, page))
    case 'error': {
      const code = html`<p>${sentenceHtml(pages.error.code(shown(page.errcode)))}</p> `
      return notice(pages.error, attention, code, startAgain(words, page.startAgain))
    }
  }
}

export function notice(
  { title, paragraphs: texts }: Notice,
  icon: Html,
  ...last: readonly (Html | undefined)[]
): PageBody {
  return {
    title,
    content: html`${icon}
      <h1>${title}</h1>
      ${paragraphs(texts)}${last.filter((part) => part !== undefined)}`,
  }
}

export function startAgain(
  words: Words,
  form: PageForm | undefined,
  rank: 'first' | 'second' = 'first',
): Html | undefined {
  return form && buttonForm(form, words.pages.startAgain, rank)
}

/** The button that leads to the app, if the brand names one. */
export function appButton(words: Words, { app }: ShownBrand): Html | undefined {
  return app === undefined ? undefined : linkButton(app, words.app)
}

function donePage(words: Words, shownBrand: ShownBrand, { flow, medium, goOn }: PageOf<'done'>): PageBody {
  const said = words.pages.done[flow][medium]
  if (goOn === undefined) return notice(said, tick, appButton(words, shownBrand))
  // The reset goes on at this server: the paragraphs about the app are left out.
  return notice({ ...said, paragraphs: said.paragraphs.slice(0, 1) }, tick, buttonForm(goOn, words.pages.goOn))
}

/** Back to where the person asked: the reset page if the session was begun there, otherwise the app. */
function wayBack(words: Words, shownBrand: ShownBrand, form: PageForm | undefined): Html | undefined {
  return startAgain(words, form) ?? appButton(words, shownBrand)
}

function again(
  words: Words,
  page: { readonly tryAgain?: PageForm | undefined; readonly startAgain?: PageForm | undefined },
) {
  const first = page.tryAgain && buttonForm(page.tryAgain, words.pages.tryAgain)
  const second = startAgain(words, page.startAgain, first === undefined ? 'first' : 'second')
  return html`${first}${second}`
}

function expired({ pages }: Words, page: PageOf<'expired'>): Notice {
  const { expired: said, askHere, askInApp } = pages
  return {
    title: said.title[page.deliver ?? 'either'],
    paragraphs: [said.why, page.startAgain === undefined ? askInApp[page.medium] : askHere],
  }
}

function wrong({ pages }: Words, page: PageOf<'wrong'>): Notice {
  const { wrong: said, askHere, askInApp } = pages
  const sent = page.deliver ?? 'either'
  return {
    title: said.title[sent],
    paragraphs: [said.hint[sent], page.startAgain === undefined ? askInApp[page.medium] : askHere],
  }
}

function tooManyTries(words: Words, page: PageOf<'too-many-tries'>): Notice {
  const { askHere, tooManyTries: said } = words.pages
  const inApp = () => (page.waitMs === undefined ? said.startOver : said.wait(timesFor(words).waiting(page.waitMs)))
  return { title: said.title, paragraphs: [said.why, page.startAgain === undefined ? inApp() : askHere] }
}
