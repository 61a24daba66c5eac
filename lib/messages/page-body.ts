import { factsOf, shown, sentenceHtml, type Fact } from './facts'
import { html, type Html } from './html'
import type { PageForm, PageValues } from './message'
import { timesFor } from './times'
import type { Notice, Words } from './words'

/** What stands in `<main>`, and the title that a browser's tab shows and a screen reader says first. */
export interface PageBody {
  readonly title: string
  readonly content: Html
}

type Of<Page extends PageValues['page']> = PageValues & { readonly page: Page }

/** What a page says and asks, by its kind. */
export function pageBody(words: Words, brand: string, values: PageValues): PageBody {
  const { page } = words
  switch (values.page) {
    case 'confirm':
      return confirm(words, brand, values)
    case 'code':
      return code(words, values)
    case 'done':
      return notice(page.done[values.medium], tick)
    case 'not-me':
      return notice(page.notMe, tick)
    case 'expired':
      return notice(page.expired[values.medium], attention)
    case 'wrong':
      return notice(page.wrong[values.medium], attention)
    case 'too-many-tries':
      return notice(page.tooManyTries, attention)
    case 'limited': {
      const { title, wait, hint } = page.limited
      return notice({ title, paragraphs: [wait(timesFor(words).waiting(values.retryAfterMs)), hint] }, attention)
    }
    case 'unavailable':
      return notice(page.unavailable, attention)
    case 'stop':
    case 'stopped':
    case 'reset-ask':
    case 'reset-sent':
    case 'reset-code':
    case 'reset-password':
    case 'reset-done':
    case 'reset-start-again':
    case 'reset-forbidden':
      return notice(page.notMe, tick)
    case 'error':
      return notice(page.error, attention, sentenceHtml(page.error.code(shown(values.errcode))))
  }
}

function confirm(words: Words, brand: string, values: Of<'confirm'>): PageBody {
  const { title, intro, warning, confirm: yes, notMe, notMeHint } = words.page.confirm
  const account: Fact = { label: words.facts.account, value: shown(values.userId ?? '') }
  return {
    title,
    content: html`<h1>${title}</h1>
      <p>${sentenceHtml(intro(shown(brand)))}</p>
      <div class="facts">
        <dl>
          ${[account, ...factsOf(words, values.asked)].map(
            ({ label, value }, index) =>
              html`<div${index === 0 && html` class="account"`}><dt>${label}</dt><dd>${sentenceHtml([value])}</dd></div>`,
          )}
        </dl>
      </div>
      <div class="notice"><p>${warning}</p></div>
      <form method="post" action="${values.confirm.action}">
        ${hidden(values.confirm)}<button type="submit">${yes}</button>
      </form>
      <form method="post" action="${values.notMe.action}">
        ${hidden(values.notMe)}<button type="submit" class="second" aria-describedby="not-me-hint">${notMe}</button>
        <p class="hint" id="not-me-hint">${notMeHint}</p>
      </form>`,
  }
}

function code(words: Words, { medium, form, wrong }: Of<'code'>): PageBody {
  const { title, intro, label, button, keepSecret, errorPrefix, wrongTitle, wrong: wrongHint } = words.page.code
  // Focus goes to what is new: without scripts, that is how a screen reader comes to say it.
  const error =
    wrong &&
    html`<div class="error" role="alert" tabindex="-1" autofocus>
      <h2>${wrongTitle}</h2>
      <p><a href="#token">${wrongHint}</a></p>
    </div> `
  return {
    title: wrong ? `${errorPrefix}: ${wrongTitle}` : title,
    content: html`${error}
      <h1>${title}</h1>
      <p id="token-hint">${intro[medium]}</p>
      <form method="post" action="${form.action}">
        ${hidden(form)}<label for="token">${label}</label
        ><input
          class="code"
          id="token"
          name="token"
          type="text"
          dir="ltr"
          inputmode="numeric"
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck="false"
          maxlength="255"
          required
          aria-describedby="token-hint"
          ${wrong && html` aria-invalid="true"`}
        /><button type="submit">${button}</button>
      </form>
      <p class="hint">${keepSecret}</p>`,
  }
}

function notice({ title, paragraphs }: Notice, icon: Html, last?: Html): PageBody {
  return {
    title,
    content: html`${icon}
      <h1>${title}</h1>
      ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}${last !== undefined && html`<p>${last}</p>`}`,
  }
}

function hidden(form: PageForm): readonly Html[] {
  return Object.entries(form.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
}

/** Drawn in the page, so that nothing is loaded; the words say the same. */
const tick = html`<svg
  class="icon"
  viewBox="0 0 48 48"
  fill="none"
  stroke="currentColor"
  stroke-width="4"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <circle cx="24" cy="24" r="20" />
  <path d="M15 25l6 6 12-13" />
</svg> `
const attention = html`<svg
  class="icon attention"
  viewBox="0 0 48 48"
  fill="none"
  stroke="currentColor"
  stroke-width="4"
  stroke-linecap="round"
  aria-hidden="true"
>
  <circle cx="24" cy="24" r="20" />
  <path d="M24 14v13M24 34v.1" />
</svg> `
