import { html, type Html } from '../text/html'
import { buttonHtml, formHtml, problemHtml, type PageBody } from './page-parts'
import type { AskPage } from '../values/reset-page-values'
import type { Words } from '../words/words'

/** The first page of a reset: asks for an email address or a phone number. */
export function askPage(words: Words, page: AskPage): PageBody {
  const { title, intro, or } = words.resetPages.ask
  const both = page.email !== undefined && page.msisdn !== undefined
  return {
    title: page.problem === undefined ? title : `${words.pages.errorPrefix}: ${title}`,
    content: html`<h1>${title}</h1>
      <p>${intro}</p>
      ${page.email !== undefined && emailForm(words, page, page.email)} ${both && html`<p class="or">${or}</p> `}
      ${page.msisdn !== undefined && msisdnForm(words, page, page.msisdn)}`,
  }
}

function emailForm(words: Words, page: AskPage, form: NonNullable<AskPage['email']>): Html {
  const { label, button } = words.resetPages.ask.email
  const problem = problemOf(words, page, 'email')
  return formHtml(
    form,
    html`<label for="email">${label}</label>${problem.html}<input
        id="email"
        name="email"
        type="text"
        dir="ltr"
        inputmode="email"
        autocomplete="email"
        autocapitalize="off"
        spellcheck="false"
        maxlength="500"
        required
        value="${problem.typed}"
        ${problem.attributes}
      />${buttonHtml(button)}`,
  )
}

function msisdnForm(words: Words, page: AskPage, msisdn: NonNullable<AskPage['msisdn']>): Html {
  const { label, button } = words.resetPages.ask.msisdn
  const problem = problemOf(words, page, 'msisdn')
  return formHtml(
    msisdn.form,
    html`${countryField(words, msisdn)}<label for="phone_number">${label}</label>${problem.html}<input
        id="phone_number"
        name="phone_number"
        type="tel"
        dir="ltr"
        autocomplete="tel"
        maxlength="100"
        required
        value="${problem.typed}"
        ${problem.attributes}
      />${buttonHtml(button)}`,
  )
}

function countryField(words: Words, { countries, country }: NonNullable<AskPage['msisdn']>): Html {
  const [only] = countries
  if (countries.length <= 1) return html`<input type="hidden" name="country" value="${only ?? ''}" />`
  const named = countries.map((code) => ({ code, name: countryName(code, words) }))
  named.sort((a, b) => a.name.localeCompare(b.name, words.language))
  const options = named.map(
    ({ code, name }) =>
      html`<option value="${code}" ${code === (country ?? only) && html` selected`}>${name}</option> `,
  )
  return html`<label for="country">${words.resetPages.ask.msisdn.country}</label
    ><select id="country" name="country" autocomplete="country">
      ${options}
    </select>`
}

const names = new Map<string, Intl.DisplayNames>()

function countryName(code: string, { language }: Words): string {
  let known = names.get(language)
  if (known === undefined) names.set(language, (known = new Intl.DisplayNames([language], { type: 'region' })))
  try {
    return known.of(code) ?? code
  } catch {
    return code
  }
}

/** The sentence beside the field whose value was refused. The field gets the focus, and still has what was typed. */
function problemOf(words: Words, { problem }: AskPage, medium: 'email' | 'msisdn') {
  if (problem?.medium !== medium) return { html: undefined, typed: '', attributes: undefined }
  const id = `${medium}-problem`
  return {
    html: problemHtml(id, words.resetPages.ask.problem[medium][problem.reason]),
    typed: problem.typed ?? '',
    attributes: html` aria-invalid="true" aria-describedby="${id}" autofocus`,
  }
}
