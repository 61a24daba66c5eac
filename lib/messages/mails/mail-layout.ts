import { type Fact } from '../requester/facts'
import { sentenceHtml, sentenceText, valueHtml } from '../text/written-sentence'
import type { ShownBrand } from '../brand/shown-brand'
import { foldHtml, foldText } from './fold'
import { html, trustedHtml, type Html } from '../text/html'
import { darkStyle, inlineStyles, type InlineStyles } from './mail-style'
import type { Sentence } from '../words/sentence'
import { slot, templateOf, type Template } from '../text/template'
import type { Words } from '../words/words'

/** The parts of a mail that differ each time. All other parts are put together once. */
export type MailSlot = 'account' | 'url' | 'code' | 'duration' | 'facts' | 'stopUrl'

/** A part of a mail. The same parts make its text and its HTML, so that both say the same. */
export type MailPart =
  | { readonly kind: 'words'; readonly sentence: Sentence; readonly strong?: boolean }
  /** The account that the mail is about, in the most prominent line. */
  | { readonly kind: 'account' }
  | { readonly kind: 'link'; readonly ifYou: string; readonly button: string; readonly orCopy: string }
  | { readonly kind: 'code'; readonly ifYou: string }
  | { readonly kind: 'facts'; readonly title: string }
  /** The link that only stops the request, less prominent than the first. */
  | { readonly kind: 'stop'; readonly toStop: string; readonly stop: string }
  | { readonly kind: 'app'; readonly label: string; readonly url: string }

interface MailBody {
  readonly words: Words
  readonly title: string
  readonly parts: readonly MailPart[]
  readonly footer: Sentence
}

export interface MailTemplates {
  readonly text: Template
  readonly html: Template
}

/** Lays out mails for one brand. */
export function mailLayout(shownBrand: ShownBrand): (body: MailBody) => MailTemplates {
  const styles = inlineStyles(shownBrand.palettes)
  return (body) => ({
    text: templateOf(foldText(textOf(body, shownBrand))),
    html: templateOf(foldHtml(htmlOf(body, shownBrand, styles).toString()) + '\n'),
  })
}

export function factsText(facts: readonly Fact[], { colon, direction }: Words): string {
  return facts.map(({ label, value }) => sentenceText([`${label}${colon} `, value], direction)).join('\n')
}

/** Each fact has a line of the markup for itself, so that the lines are short. */
export function factsHtml(facts: readonly Fact[], { colon }: Words): string {
  let lines = ''
  for (const { label, value } of facts) lines += '\n' + html`<br />${label + colon} ${valueHtml(value)}`.toString()
  return lines + '\n'
}

function textOf({ words, title, parts, footer }: MailBody, shownBrand: ShownBrand): string {
  const support = shownBrand.support === undefined ? '' : `\n${words.support}${words.colon} ${shownBrand.support}`
  const paragraphs = parts.map((part) => partText(part, words))
  return [title, ...paragraphs, '-- \n' + sentenceText(footer, words.direction) + support].join('\n\n') + '\n'
}

function partText(part: MailPart, { direction }: Words): string {
  switch (part.kind) {
    case 'words':
      return sentenceText(part.sentence, direction)
    case 'account':
      return '    ' + sentenceText([{ value: slot('account') }], direction)
    case 'link':
      return `${part.ifYou}\n${slot('url')}`
    case 'code':
      return `${part.ifYou}\n\n    ${slot('code')}`
    case 'facts':
      return `${part.title}\n${slot('facts')}`
    case 'stop':
      return `${part.toStop}\n${slot('stopUrl')}`
    case 'app':
      return `${part.label}\n${part.url}`
  }
}

/**
 * Mail programs that know little CSS need tables for the layout. `role="presentation"` makes screen readers ignore the
 * tables.
 */
const layoutTable = html`role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"`

function htmlOf({ words, title, parts, footer }: MailBody, shownBrand: ShownBrand, styles: InlineStyles): Html {
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
        ${darkStyle(shownBrand.palettes)}
      </head>
      <body class="page" style="${styles.body}">
        <table ${layoutTable} class="page" ${locale} style="${styles.body}">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table ${layoutTable} style="max-width:560px; text-align:start">
                <tr>
                  <td class="text" style="${styles.brand}">${logo(shownBrand.logo)}${shownBrand.name}</td>
                </tr>
                <tr>
                  <td class="card text" style="${styles.card}">
                    <h1 style="${styles.heading}">${title}</h1>
                    ${parts.map((part) => partHtml(part, styles))}
                  </td>
                </tr>
                <tr>
                  <td class="soft" style="${styles.footer}">
                    ${sentenceHtml(footer)}${supportHtml(words, shownBrand, styles)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>`
}

function supportHtml(words: Words, { support }: ShownBrand, styles: InlineStyles): Html | undefined {
  if (support === undefined) return undefined
  return html`<br /><a class="link" href="${support}" style="${styles.link}">${words.support}</a>`
}

function partHtml(part: MailPart, styles: InlineStyles): Html {
  switch (part.kind) {
    case 'words':
      return html`<p style="${part.strong === true ? styles.strong : styles.paragraph}">
        ${sentenceHtml(part.sentence)}
      </p> `
    case 'account':
      return html`<p style="${styles.account}"><bdi>${slotHtml('account')}</bdi></p> `
    case 'link':
      return html`<p style="${styles.paragraph}">${part.ifYou}</p>
        <p style="${styles.paragraph}">${buttonHtml(slotHtml('url'), part.button, styles)}</p>
        <p class="soft" style="${styles.soft}">
          ${part.orCopy}<br />
          <a class="link" href="${slotHtml('url')}" dir="ltr" style="${styles.url}">${slotHtml('url')}</a>
        </p> `
    case 'code':
      return html`<p style="${styles.paragraph}">${part.ifYou}</p>
        <p class="box" dir="ltr" style="${styles.code}">${slotHtml('code')}</p> `
    case 'facts':
      return html`<p class="box" style="${styles.facts}"><b>${part.title}</b> ${slotHtml('facts')}</p> `
    case 'stop':
      return html`<p style="${styles.paragraph}">
        ${part.toStop}<br />
        <a class="link" href="${slotHtml('stopUrl')}" style="${styles.link}">${part.stop}</a>
      </p> `
    case 'app':
      return html`<p style="${styles.paragraph}">${buttonHtml(part.url, part.label, styles)}</p> `
  }
}

function buttonHtml(url: Html | string, label: string, styles: InlineStyles): Html {
  return html`<a class="button" href="${url}" style="${styles.button}">${label}</a>`
}

/** A slot in the markup. Its value must be escaped before it is filled in. */
function slotHtml(name: MailSlot): Html {
  return trustedHtml(slot(name))
}

function logo(url: string | undefined): Html | undefined {
  if (url === undefined) return undefined
  // `alt` is empty because the name is beside the image, for everybody whose mail program shows no images.
  return html`<img src="${url}" alt="" height="32" style="max-width:120px; vertical-align:middle" />&nbsp; `
}
