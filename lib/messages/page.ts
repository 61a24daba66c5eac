import type { Face } from './face'
import { html, trustedHtml, type Html } from './html'
import { wordsFor } from './languages/languages'
import type { PageContent, PageValues } from './message'
import { pageBody } from './page-body'
import { pageStyle } from './page-style'
import type { Words } from './words'

/** The pages of one brand, before any override. */
export function createPage(face: Face): (values: PageValues) => PageContent {
  // What a language and a brand leave the same is put together once: the styles are the greater part of a page.
  const frames = new Map<string, Frame>()
  const style = pageStyle(face.palettes)
  return (values) => {
    const words = wordsFor(values.language)
    let frame = frames.get(words.language)
    if (frame === undefined) frames.set(words.language, (frame = frameFor(words, face, style)))
    const { title, content } = pageBody(words, face.name, values)
    return {
      html: html`${frame.start}<title>${title} – ${face.name}</title>${frame.middle}${content}${frame.end}`.toString(),
    }
  }
}

interface Frame {
  readonly start: Html
  readonly middle: Html
  readonly end: Html
}

function frameFor({ language, direction, support }: Words, face: Face, style: string): Frame {
  return {
    start: html`<!DOCTYPE html>
      <html lang="${language}" dir="${direction}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <meta name="referrer" content="no-referrer" />
          <meta name="format-detection" content="telephone=no" />
        </head>
      </html> `,
    middle: html`
<style>${trustedHtml(style)}</style>
</head>
<body>
<div class="frame">
<header class="brand">${face.logo !== undefined && html`<img src="${face.logo}" alt="" />`}<span>${face.name}</span></header>
<main>
`,
    end: html`
</main>
${face.support !== undefined && html`<footer><a href="${face.support}">${support}</a></footer> `}</div>
</body>
</html>
`,
  }
}
