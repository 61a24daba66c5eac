import { html, type Html } from '../text/html'
import type { Palettes } from '../brand/palette'

const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif'

/** The styles of a mail's elements, inline: many mail programs ignore all others. */
export type InlineStyles = Readonly<Record<keyof ReturnType<typeof styles>, string>>

export function inlineStyles(palettes: Palettes): InlineStyles {
  const entries = Object.entries(styles(palettes)).map(([name, style]) => [name, style.replaceAll(';', '; ')] as const)
  return Object.fromEntries(entries) as unknown as InlineStyles
}

/** Properties that are inherited (font, size, line height, color) are set on the cells only. */
function styles({ light }: Palettes) {
  const button = 'display:inline-block;padding:14px 28px;border-radius:8px;font-weight:600;text-decoration:none'
  return {
    body: `margin:0;padding:0;background:${light.page}`,
    brand: `${font};font-size:18px;font-weight:600;color:${light.text};padding:0 4px 16px;word-break:break-word`,
    card: `${font};font-size:16px;line-height:1.5;color:${light.text};padding:24px 24px 8px;background:${light.card};border:1px solid ${light.line};border-radius:12px;word-break:break-word`,
    heading: 'font-size:22px;line-height:1.3;margin:0 0 16px',
    paragraph: 'margin:0 0 16px',
    strong: 'margin:0 0 16px;font-weight:600',
    account: 'margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:700',
    button: `${button};border:1px solid ${light.buttonEdge};background:${light.button};color:${light.buttonText}`,
    soft: `margin:0 0 16px;font-size:14px;color:${light.soft}`,
    link: `color:${light.link}`,
    url: `color:${light.link};word-break:break-all`,
    code: `margin:0 0 16px;padding:14px 8px;background:${light.box};border-radius:8px;font:700 30px/1.3 ui-monospace,Consolas,monospace;letter-spacing:4px;text-align:center`,
    facts: `margin:0 0 16px;padding:12px 16px;background:${light.box};border-radius:8px;font-size:14px`,
    footer: `${font};font-size:13px;line-height:1.5;color:${light.soft};padding:16px 4px;word-break:break-word`,
  }
}

/** The colors of dark mode. They need classes, because a media query can't be written inline. */
export function darkStyle({ dark }: Palettes): Html {
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
