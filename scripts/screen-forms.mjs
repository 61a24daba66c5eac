// Fills and submits the forms of pages, as a person does.

/** @typedef {import('playwright-core').Page} Page */

export const clientSecret = 'a-client-secret'

/** @param {Page} page @param {'email' | 'msisdn'} medium @param {string} typed */
export async function fill(page, medium, typed) {
  await page.locator(medium === 'email' ? '[name=email]' : '[name=phone_number]').fill(typed)
  await pressIn(page, `/reset/${medium}`)
}

/** @param {Page} page @param {string} token */
export async function enter(page, token) {
  await page.locator('[name=token]').fill(token)
  await press(page, 'form:has([name=token]:not([type=hidden])) button')
}

/** @param {Page} page @param {string} password */
export async function choose(page, password) {
  await page.locator('[name=new_password]').fill(password)
  await page.locator('[name=new_password_again]').fill(password)
  await pressIn(page, '/reset/password')
}

/** Presses the first button of the form whose `action` has this end.
 * @param {Page} page @param {string} end */
export async function pressIn(page, end) {
  await press(page, `form[action$="${end}"] button`)
}

/** Presses a button and waits for the next page, which may come after a redirect.
 * @param {Page} page @param {string} button */
export async function press(page, button) {
  await page.locator('html').evaluate((html) => html.setAttribute('data-before', ''))
  await page.locator(button).first().click()
  await page.locator('html:not([data-before]) h1').waitFor()
}

/** @param {Record<string, string>} answer */
export function codePageOf({ sid = '', submit_url: submitUrl }) {
  return `${submitUrl}?${new URLSearchParams({ sid, client_secret: clientSecret })}`
}

/** @param {string | null} code */
export function wrong(code) {
  return code === '123456' ? '654321' : '123456'
}
