import { shown } from '../text/written-sentence'
import { visibleText } from '../text/visible-text'
import { joinSentences } from '../text/join-sentences'
import { html, type Html } from '../text/html'
import { buttonHtml, formHtml, problemHtml, type PageBody } from './page-parts'
import type { NewPasswordPage } from '../values/reset-page-values'
import { startAgain } from './end-pages'
import type { Words } from '../words/words'

/** How long a host's own words may be: longer than a value in a sentence. */
const maxOfHost = 1_000

/**
 * The last step: the new password. The user ID is a field of the form, so that a password manager stores it with the
 * password.
 */
export function newPasswordPage(words: Words, page: NewPasswordPage): PageBody {
  const said = words.resetPages.password
  const problem = problemOf(words, page)
  const title = problem === undefined ? said.title : `${words.pages.errorPrefix}: ${said.title}`
  return {
    title,
    content: html`<h1>${said.title}</h1>
      ${formHtml(
        page.form,
        html`<label for="username">${words.facts.account}</label
          ><input
            class="account"
            id="username"
            name="username"
            type="text"
            dir="ltr"
            autocomplete="username"
            readonly
            value="${shown(page.userId).value}"
          />${page.rules !== undefined && html`<p id="rules">${said.rules} ${visibleText(page.rules, maxOfHost)}</p> `}
          ${passwordFields(words, page, problem)} ${logoutField(words, page)} ${buttonHtml(said.button)}`,
      )}
      ${startAgain(words, page.startAgain, 'second')}`,
  }
}

function passwordFields(words: Words, page: NewPasswordPage, problem: string | undefined): Html {
  const { label, again } = words.resetPages.password
  const described = [problem !== undefined && 'password-problem', page.rules !== undefined && 'rules'].filter(Boolean)
  const describedBy = described.length > 0 && html` aria-describedby="${described.join(' ')}"`
  const invalid = problem !== undefined && html` aria-invalid="true" autofocus`
  const field = html`type="password" dir="ltr" autocomplete="new-password" autocapitalize="off" spellcheck="false"
  required`
  return html`<label for="new_password">${label}</label
    >${problem !== undefined && problemHtml('password-problem', problem)}<input
      id="new_password"
      name="new_password"
      ${field}${describedBy}${invalid}
    /><label for="new_password_again">${again}</label
    ><input id="new_password_again" name="new_password_again" ${field} />`
}

function logoutField(words: Words, { logoutDevices = true }: NewPasswordPage): Html {
  const said = words.resetPages.password
  return html`<div class="choice">
      <input
        type="checkbox"
        id="logout_devices"
        name="logout_devices"
        value="true"
        aria-describedby="logout-hint"
        ${logoutDevices && html` checked`}
      /><label for="logout_devices">${said.logoutDevices}</label>
    </div>
    <p class="hint" id="logout-hint">${joinSentences(said.logoutHint, said.encrypted)}</p> `
}

/** What the host says of a password is text from outside: control characters are taken out, and it is escaped. */
function problemOf({ resetPages }: Words, { problem }: NewPasswordPage): string | undefined {
  if (problem === undefined) return undefined
  return typeof problem === 'string' ? resetPages.password[problem] : visibleText(problem.said, maxOfHost)
}
