// Makes pages of messages without a layout, SMS and plain text, so that a picture can be taken of them.

/** @typedef {import('./screen-journeys.mjs').Visit} Visit */

export const allLanguages = ['en', 'de', 'fr', 'es', 'ar', 'ja', 'pt', 'it', 'nl', 'pl', 'zh-Hans']
const style = `:root { color-scheme: light dark }
body { margin: 12px; font: 15px/1.4 system-ui, "Noto Sans", sans-serif }
pre { margin: 0; font: 13px/1.5 "Noto Sans", sans-serif; white-space: pre-wrap; overflow-wrap: anywhere }
p { margin: 0 0 10px; padding: 8px 12px; border-radius: 12px; background: #8882; white-space: pre-wrap; overflow-wrap: anywhere }`

/** A mail as a mail program without HTML shows it.
 * @param {string} text */
export function pageOfText(text) {
  return pageOf(`<pre dir="auto">${escaped(text)}</pre>`)
}

/** The SMS of a password reset in some languages, and of the other flows in English.
 * @param {string} name
 * @param {readonly string[]} languages
 * @param {Visit} visit */
export async function smsIn(name, languages, { shootMail, newestMessage, post }) {
  const texts = []
  for (const [index, language] of languages.entries()) {
    const fields = { country: 'GB', phone_number: '07400 123456', client_secret: `secret-${index}` }
    await post('account/password/msisdn', fields, language)
    texts.push((await newestMessage()).text)
  }
  for (const path of ['register', 'account/3pid']) {
    await post(`${path}/msisdn`, { country: 'GB', phone_number: '07400 123458' }, 'en')
    texts.push((await newestMessage()).text)
  }
  await shootMail(name, pageOf(texts.map((text) => `<p dir="auto">${escaped(text)}</p>`).join('')))
}

/** @param {string} content */
function pageOf(content) {
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${content}`
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
