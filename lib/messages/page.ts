import type { Face } from './face'
import { html, trustedHtml, type Html } from './html'
import { wordsFor } from './languages/languages'
import type { PageContent, PageValues } from './message'
import { pageBody } from './page-body'
import { pageStyle } from './page-style'
import type { Words } from './words'

/** The pages of one brand, before any override. */
export function createPage(face: Face): (values: PageValues) => PageContent {
  // Put together once: the styles are the greater part of a page.
  const style = html`<style>
    ${trustedHtml(pageStyle(face.palettes))}
  </style>`
  const logo = face.logo === undefined ? undefined : html`<img src="${face.logo}" alt="" />`
  return (values) => {
    const words = wordsFor(values.language)
    const { title, content } = pageBody(words, face.name, values)
    const page = html`<!DOCTYPE html>
      <html lang="${words.language}" dir="${words.direction}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <meta name="referrer" content="no-referrer" />
          <meta name="format-detection" content="telephone=no" />
          <title>${title} – ${face.name}</title>
          ${style}
        </head>
        <body>
          <div class="frame">
            <header class="brand">${logo}<span>${face.name}</span></header>
            <main>${content}</main>
            ${supportHtml(words, face)}
          </div>
        </body>
      </html> `
    return { html: page.toString() }
  }
}

function supportHtml(words: Words, { support }: Face): Html | undefined {
  return support === undefined ? undefined : html`<footer><a href="${support}">${words.support}</a></footer>`
}
