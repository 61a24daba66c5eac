import type { ShownBrand } from '../brand/shown-brand'
import { html, trustedHtml, type Html } from '../text/html'
import type { Languages } from '../languages/languages'
import type { PageContent, PageValues } from '../values/message-values'
import { pageBody } from './page-body'
import { pageStyle } from './page-style'
import { slot, templateOf, type Template } from '../text/template'
import type { Words } from '../words/words'

/** The pages of one brand, before any override. */
export function createPage(
  shownBrand: ShownBrand,
  { wordsFor }: Languages,
  now: () => number,
): (values: PageValues) => PageContent {
  const frames = new Map<string, Template>()
  return (values) => {
    const words = wordsFor(values.language)
    let frame = frames.get(words.language)
    if (frame === undefined) frames.set(words.language, (frame = templateOf(frameHtml(words, shownBrand).toString())))
    const { title, content } = pageBody(words, shownBrand, values, now())
    return { html: frame.fill({ title: html`${title}`.toString(), content: content.toString() }) }
  }
}

/**
 * The frame around every page of one language. It is put together once, because the styles are the greater part of a
 * page.
 */
function frameHtml(words: Words, shownBrand: ShownBrand): Html {
  const title = trustedHtml(slot('title'))
  const content = trustedHtml(slot('content'))
  return html`<!DOCTYPE html>
    <html lang="${words.language}" dir="${words.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <title>${title} – ${shownBrand.name}</title>
        <style>
          ${trustedHtml(pageStyle(shownBrand.palettes))}
        </style>
      </head>
      <body>
        <div class="frame">
          <header class="brand">${logoHtml(shownBrand)}<span>${shownBrand.name}</span></header>
          <main>${content}</main>
          ${supportHtml(words, shownBrand)}
        </div>
      </body>
    </html> `
}

function logoHtml({ logo }: ShownBrand): Html | undefined {
  return logo === undefined ? undefined : html`<img src="${logo}" alt="" />`
}

function supportHtml(words: Words, { support }: ShownBrand): Html | undefined {
  return support === undefined ? undefined : html`<footer><a href="${support}">${words.support}</a></footer>`
}
