import type { Requester } from '../requester/requester'
import { codeForm, codeHint, codeSent, problemOf } from './code-field'
import { factsOf, type Fact } from '../requester/facts'
import { sentenceHtml, shown } from '../text/written-sentence'
import { html, type Html } from '../text/html'
import { buttonForm, hintedForm, type PageBody } from './page-parts'
import type { PageOf } from '../values/page-values'
import type { Words } from '../words/words'

/** The page behind a message's link: the first button confirms the address, the second ends the session. */
export function confirmPage(words: Words, brand: string, page: PageOf<'confirm'>, now: number): PageBody {
  const { confirm, warning, notMe } = words.pages
  const said = confirm[page.flow][page.medium]
  const { title, intro, button } = page.confirmed ? said.confirmed : said
  return {
    title,
    content: html`<h1>${title}</h1>
      <p>${sentenceHtml(intro({ value: brand }))}</p>
      ${factsHtml(words, page, now)}
      <p class="notice">${warning}</p>
      ${buttonForm(page.confirm, button)} ${hintedForm(page.notMe, notMe, said.notMeHint, 'not-me-hint')}`,
  }
}

/** The page behind a mail's link that only stops the request. Nothing on this page confirms the address. */
export function stopPage(words: Words, brand: string, page: PageOf<'stop'>, now: number): PageBody {
  const { stop, stopHint } = words.pages
  const { title, intro, button } = stop[page.flow][page.medium]
  return {
    title,
    content: html`<h1>${title}</h1>
      <p>${sentenceHtml(intro({ value: brand }))}</p>
      ${factsHtml(words, page, now)} ${buttonForm(page.stop, button)}
      <p class="hint">${stopHint}</p>`,
  }
}

/**
 * The page that asks for a code. It names neither the account nor the address: whoever asked can open the page, and
 * that may be a stranger.
 */
export function codePage(words: Words, brand: string, page: PageOf<'code'>, now: number): PageBody {
  const { code, errorPrefix } = words.pages
  const title = code.title[page.flow][page.medium]
  const problem = problemOf(words, page)
  return {
    title: problem === undefined ? title : `${errorPrefix}: ${title}`,
    content: html`<h1>${title}</h1>
      <p>${codeSent(words, brand, page.medium, page)}</p>
      <p id="token-hint">${codeHint(words, page, now)}</p>
      ${codeForm(words, page)}
      <p class="hint">${code.keepSecret}</p>
      ${page.stop !== undefined && hintedForm(page.stop, code.stop, code.stopHint, 'stop-hint')}`,
  }
}

function factsHtml(
  words: Words,
  page: { readonly userId?: string | undefined; readonly requester: Requester },
  now: number,
): Html {
  const facts = factsOf(words, page.requester, now).map((fact) => factHtml(fact, words))
  return html`<div class="facts">
    ${page.userId !== undefined && accountHtml(words, page.userId)}
    <dl>${facts}</dl>
  </div> `
}

/** The account, in the most prominent line of the page. */
function accountHtml(words: Words, userId: string): Html {
  return html`<dl class="account">
    <div>
      <dt>${words.facts.account}</dt>
      <dd>${sentenceHtml([shown(userId)])}</dd>
    </div>
  </dl> `
}

function factHtml({ label, value }: Fact, { colon }: Words): Html {
  return html`<div>
    <dt>${label + colon}</dt>
    <dd>${sentenceHtml([value])}</dd>
  </div> `
}
