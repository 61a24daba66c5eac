import { sentenceHtml } from '../text/written-sentence'
import { joinSentences } from '../text/join-sentences'
import { html, type Html } from '../text/html'
import { buttonHtml, formHtml, problemHtml } from './page-parts'
import type { PageForm } from '../values/page-form'
import { timesFor } from '../text/times'
import type { Words } from '../words/words'

/** The facts about a code that its field depends on. */
export interface CodeField {
  readonly form: PageForm
  readonly digits?: number | undefined
  readonly expiresAt?: number | undefined
  readonly wrong: boolean
  readonly notACode?: boolean | undefined
}

/**
 * The field for a code, with its form and button. After a wrong code the field has the focus, and a sentence beside it
 * says so.
 */
export function codeForm(words: Words, field: CodeField): Html {
  const { label, button } = words.pages.code
  const problem = problemOf(words, field)
  return formHtml(
    field.form,
    html`<label for="token">${label}</label>${problem !== undefined && problemHtml('token-problem', problem)}<input
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
        aria-describedby="${problem === undefined ? 'token-hint' : 'token-problem token-hint'}"
        ${problem !== undefined && html` aria-invalid="true" autofocus`}
      />${buttonHtml(button)}`,
  )
}

/**
 * Says until when the code is valid, and that only the newest one counts. For an element with the id `token-hint`,
 * which describes the field.
 */
export function codeHint(words: Words, { expiresAt }: CodeField, now: number): Html {
  const { newest, timeLeft } = words.pages.code
  if (expiresAt === undefined || expiresAt <= now) return html`${newest}`
  const times = timesFor(words)
  return html`${joinSentences(newest, timeLeft(times.lasting(expiresAt - now), times.hour(expiresAt)))}`
}

export function problemOf(words: Words, { wrong, notACode, digits }: CodeField): string | undefined {
  if (wrong) return words.pages.code.wrong
  return notACode === true ? words.pages.code.notACode(digits ?? 0) : undefined
}

/** Says which server sent the code: the person who opens the page may not be the one who asked. */
export function codeSent(words: Words, brand: string, medium: 'email' | 'msisdn', { digits }: CodeField): Html {
  return sentenceHtml(words.pages.code.sent[medium]({ value: brand }, digits ?? 0))
}
