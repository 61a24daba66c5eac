import { sentenceHtml, sentenceText, type Fact } from './facts'
import type { Face } from './face'
import { html, type Html } from './html'
import type { Palettes } from './palette'
import type { Sentence, Words } from './words'

/** A part of a mail. The same parts make its text and its HTML, so that both say the same. */
export type EmailPart =
  | { readonly kind: 'words'; readonly sentence: Sentence; readonly strong?: boolean }
  | {
      readonly kind: 'link'
      readonly ifYou: string
      readonly button: string
      readonly orCopy: string
      readonly url: string
    }
  | { readonly kind: 'code'; readonly ifYou: string; readonly code: string }
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly Fact[] }

export interface EmailBody {
  readonly words: Words
  readonly title: string
  readonly parts: readonly EmailPart[]
  readonly footer: Sentence
}

export function emailText({ words, title, parts, footer }: EmailBody, face: Face): string {
  const support = face.support === undefined ? '' : `\n${words.support}${words.colon} ${face.support}`
  const paragraphs = parts.map((part) => partText(part, words))
  return [title, ...paragraphs, '-- \n' + sentenceText(footer, words.direction) + support].join('\n\n') + '\n'
}

export type EmailHtml = (body: EmailBody) => string

/** The layout for one brand. Styles are inline, because many mail programs take no others; dark mode needs classes. */
export function emailHtmlFor(face: Face): EmailHtml {
  const styles = inline(face.palettes)
  const dark = darkStyle(face.palettes)
  const brand = html`${logo(face.logo)}<span class="text" style="${styles.brand}">${face.name}</span>`
  return ({ words, title, parts, footer }) => {
    const locale = html`lang="${words.language}" dir="${words.direction}"`
    return html`<!DOCTYPE html>
      <html ${locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
          <title>${title}</title>
          ${dark}
        </head>
        <body class="page" style="${styles.body}">
          <table ${layoutTable} class="page" ${locale} width="100%" style="${styles.page}">
            <tr>
              <td align="center" style="padding:24px 12px">
                <table ${layoutTable} width="100%" style="max-width:560px;text-align:start">
                  <tr>
                    <td style="padding:0 4px 16px">${brand}</td>
                  </tr>
                  <tr>
                    <td class="card" style="${styles.card}">
                      <h1 class="text" style="${styles.heading}">${title}</h1>
                      ${parts.map((part) => partHtml(part, words, styles))}
                    </td>
                  </tr>
                  <tr>
                    <td class="soft" style="${styles.footer}">
                      ${sentenceHtml(footer)}${supportHtml(words, face, styles)}
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </body>
      </html> `.toString()
  }
}

/** Tables hold a mail's layout together in programs that know little CSS; a screen reader passes them over. */
const layoutTable = html`role="presentation" cellpadding="0" cellspacing="0" border="0"`

function supportHtml(words: Words, { support }: Face, styles: InlineStyles): Html | undefined {
  if (support === undefined) return undefined
  return html`<br /><a class="link" href="${support}" style="${styles.link}">${words.support}</a>`
}

function partText(part: EmailPart, { direction, colon }: Words): string {
  switch (part.kind) {
    case 'words':
      return sentenceText(part.sentence, direction)
    case 'link':
      return `${part.ifYou}\n${part.url}`
    case 'code':
      return `${part.ifYou}\n\n    ${part.code}`
    case 'facts':
      return [
        part.title,
        ...part.facts.map((fact) => sentenceText([`${fact.label}${colon} `, fact.value], direction)),
      ].join('\n')
  }
}

function partHtml(part: EmailPart, words: Words, styles: InlineStyles): Html {
  switch (part.kind) {
    case 'words':
      return html`<p class="text" style="${part.strong === true ? styles.strong : styles.paragraph}">
        ${sentenceHtml(part.sentence)}
      </p> `
    case 'link':
      return html`<p class="text" style="${styles.paragraph}">${part.ifYou}</p>
        <table ${layoutTable} style="margin:0 0 16px">
          <tr>
            <td class="button" style="${styles.buttonCell}">
              <a class="button" href="${part.url}" style="${styles.button}">${part.button}</a>
            </td>
          </tr>
        </table>
        <p class="soft" style="${styles.soft}">
          ${part.orCopy}<br /><a class="link" href="${part.url}" dir="ltr" style="${styles.link};word-break:break-all"
            >${part.url}</a
          >
        </p> `
    case 'code':
      return html`<p class="text" style="${styles.paragraph}">${part.ifYou}</p>
        <p class="box text" dir="ltr" style="${styles.code}">${part.code}</p> `
    case 'facts':
      return html`<table ${layoutTable} class="box" width="100%" style="${styles.box}">
        <tr>
          <td style="padding:12px 16px">
            <p class="text" style="${styles.factsTitle}">${part.title}</p>
            ${part.facts.map(
              ({ label, value }) =>
                html`<p class="text" style="${styles.fact}">
                  <span class="soft" style="${styles.factLabel}">${label}${words.colon}</span> ${sentenceHtml([value])}
                </p> `,
            )}
          </td>
        </tr>
      </table> `
  }
}

function logo(url: string | undefined): Html | undefined {
  if (url === undefined) return undefined
  // The name stands beside it, for those whose mail program shows no images.
  return html`<img
      src="${url}"
      alt=""
      height="32"
      style="height:32px;max-width:120px;vertical-align:middle;border:0"
    />&nbsp; `
}

const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif'

type InlineStyles = ReturnType<typeof inline>

function inline({ light }: Palettes) {
  const text = `${font};font-size:16px;line-height:1.5;color:${light.text}`
  const small = `${font};font-size:14px;line-height:1.5;color:${light.soft}`
  return {
    body: `margin:0;padding:0;background:${light.page}`,
    page: `background:${light.page}`,
    brand: `${text};font-size:18px;font-weight:600;vertical-align:middle;word-break:break-word`,
    card: `padding:28px 24px 12px;background:${light.card};border:1px solid ${light.line};border-radius:12px`,
    heading: `${text};font-size:22px;line-height:1.3;font-weight:700;margin:0 0 16px`,
    paragraph: `${text};margin:0 0 16px;word-break:break-word`,
    strong: `${text};margin:0 0 16px;font-weight:600`,
    soft: `${small};margin:0 0 16px`,
    buttonCell: `border-radius:8px;background:${light.button}`,
    button: `${font};display:inline-block;padding:14px 28px;border-radius:8px;border:1px solid ${light.buttonEdge};background:${light.button};color:${light.buttonText};font-size:16px;line-height:1.25;font-weight:600;text-decoration:none`,
    link: `color:${light.link};text-decoration:underline`,
    code: `font-family:ui-monospace,Consolas,monospace;font-size:30px;line-height:1.3;font-weight:700;letter-spacing:4px;text-align:center;color:${light.text};background:${light.box};border-radius:8px;margin:0 0 16px;padding:14px 8px`,
    box: `background:${light.box};border-radius:8px;margin:0 0 16px`,
    factsTitle: `${text};font-size:14px;font-weight:600;margin:0 0 4px`,
    fact: `${text};font-size:14px;margin:0;word-break:break-word`,
    factLabel: `color:${light.soft}`,
    footer: `${small};font-size:13px;padding:16px 4px;word-break:break-word`,
  }
}

function darkStyle({ dark }: Palettes): Html {
  return html`<style>
    :root {
      color-scheme: light dark;
      supported-color-schemes: light dark;
    }
    @media (prefers-color-scheme: dark) {
      .page {
        background: ${dark.page} !important;
      }
      .card {
        background: ${dark.card} !important;
        border-color: ${dark.line} !important;
      }
      .box {
        background: ${dark.box} !important;
      }
      .text {
        color: ${dark.text} !important;
      }
      .soft {
        color: ${dark.soft} !important;
      }
      .link {
        color: ${dark.link} !important;
      }
      .button {
        background: ${dark.button} !important;
        border-color: ${dark.buttonEdge} !important;
        color: ${dark.buttonText} !important;
      }
    }
  </style>`
}
