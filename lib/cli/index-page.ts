import { html, trustedHtml, type Html } from '../messages/text/html'

/** One preview: its files, and a text that tells it from others. */
export interface IndexRow {
  readonly language: string
  readonly name: string
  /** The subject of a mail, the title of a page, or the whole text of an SMS. */
  readonly words: string
  readonly files: readonly string[]
}

const style = trustedHtml(`<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: start; vertical-align: top }
td:last-child { white-space: pre-line; overflow-wrap: anywhere }
nav a { margin-inline-end: 1rem }
</style>`)

/**
 * A page with links to all previews, without a script.
 *
 * @param unread the languages whose words no speaker has read yet
 */
export function indexPage(serverName: string, rows: readonly IndexRow[], unread: readonly string[]): string {
  const languages = [...new Set(rows.map(({ language }) => language))]
  const sections = languages.map((language) =>
    section(
      language,
      rows.filter((row) => row.language === language),
      unread.includes(language),
    ),
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Mails, SMS and pages of ${serverName}</title>
        ${style}
      </head>
      <body>
        <h1>Mails, SMS and pages of ${serverName}</h1>
        <p>Links and codes in them are made up. Buttons lead nowhere.</p>
        <nav>${languages.map((language) => html`<a href="#${language}">${language}</a>`)}</nav>
        ${sections}
      </body>
    </html>`.toString()
}

function section(language: string, rows: readonly IndexRow[], isUnread: boolean): Html {
  return html`<h2 id="${language}">${language}</h2>
    ${isUnread ? html`<p>Nobody who speaks this language has read these words yet. Have them read before you send them.</p>` : ''}
    <table>
      <tr>
        <th>Files</th>
        <th>Subject, title or text</th>
      </tr>
      ${rows.map(
        ({ name, words, files }) =>
          html`<tr>
            <td>${files.map((file) => html`<a href="${file}">${name}${extensionOf(file)}</a><br />`)}</td>
            <td lang="${language}" dir="auto">${words}</td>
          </tr>`,
      )}
    </table>`
}

const extensionOf = (file: string) => file.slice(file.lastIndexOf('.'))
