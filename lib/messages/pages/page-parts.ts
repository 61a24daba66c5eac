import { html, type Html } from '../text/html'
import type { PageForm } from '../values/page-form'

/** The content of `<main>`, and the title that a browser's tab shows and a screen reader says first. */
export interface PageBody {
  readonly title: string
  readonly content: Html
}

/** A form with its hidden fields. `inside` must have its button. */
export function formHtml(form: PageForm, inside: Html): Html {
  return html`<form method="${form.method ?? 'post'}" action="${form.action}">${hidden(form)}${inside}</form> `
}

export function buttonHtml(label: string, rank: 'first' | 'second' = 'first'): Html {
  return rank === 'first'
    ? html`<button type="submit">${label}</button>`
    : html`<button type="submit" class="second">${label}</button>`
}

/** A form that is one button. */
export function buttonForm(form: PageForm, label: string, rank: 'first' | 'second' = 'first'): Html {
  return formHtml(form, buttonHtml(label, rank))
}

/** A less prominent button, with a hint below it that says what it does. */
export function hintedForm(form: PageForm, label: string, hint: string, id: string): Html {
  return formHtml(
    form,
    html`<button type="submit" class="second" aria-describedby="${id}">${label}</button>
      <p class="hint" id="${id}">${hint}</p>`,
  )
}

/** A link to the app that looks like a button. */
export function linkButton(url: string, label: string): Html {
  return html`<p><a class="button" href="${url}">${label}</a></p> `
}

export function paragraphs(texts: readonly string[]): Html {
  return html`${texts.map((text) => html`<p>${text}</p> `)}`
}

/**
 * The sentence beside a field whose value was refused. The field is described by it, so that a screen reader reads
 * both.
 */
export function problemHtml(id: string, text: string): Html {
  return html`<p class="problem" id="${id}">${text}</p> `
}

function hidden(form: PageForm): readonly Html[] {
  return Object.entries(form.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
}

/** Drawn in the page, so that nothing is loaded. Hidden from screen readers, because the words say the same. */
function icon(className: string, line: string): Html {
  return html`<svg
    class="${className}"
    viewBox="0 0 48 48"
    fill="none"
    stroke="currentColor"
    stroke-width="4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <circle cx="24" cy="24" r="20" />
    <path d="${line}" />
  </svg> `
}

export const tick = icon('icon', 'M15 25l6 6 12-13')
export const attention = icon('icon attention', 'M24 14v13M24 34v.1')
