import { wordsFor } from './languages/languages'
import type { CodeMessageValues, LinkMessageValues, SmsContent } from './message'
import { printable } from './visible-text'
import type { SmsTexts, SmsWords } from './words'

/** The SMS of one server, before any override. */
export interface Texts {
  readonly link: (values: LinkMessageValues) => SmsContent
  readonly code: (values: CodeMessageValues) => SmsContent
}

/** @param autofill ends a code with the line by which phones and browsers fill it in on this server's pages alone */
export function createTexts(serverName: string, autofill: boolean): Texts {
  const server = printable(serverName)
  const host = server.replace(/:\d+$/u, '')
  return {
    link: (values) => {
      const { sms } = wordsFor(values.language)
      return { text: fitting(sms, sms.link, server, printable(values.link), '') }
    },
    code: (values) => {
      const { sms } = wordsFor(values.language)
      const code = printable(values.code)
      // "Origin-bound one-time codes delivered via SMS" (WICG): the last line, `@host #code`, the host without a port.
      const lastLine = autofill ? `\n@${host} #${code}` : ''
      return { text: fitting(sms, autofill ? sms.codeWithAutofill : sms.code, server, code, lastLine) }
    },
  }
}

/** The longest words that cost no more SMS than the shortest do. */
function fitting(sms: SmsTexts, words: SmsWords, server: string, secret: string, lastLine: string): string {
  let best = ''
  let fewest = Infinity
  for (const say of words) {
    const text = say(server, secret) + lastLine
    const needed = segments(text, sms.segment)
    if (needed < fewest) [best, fewest] = [text, needed]
    if (fewest === 1) break
  }
  return best
}

/** A part of a longer message holds less: its header takes room (3GPP TS 23.040). */
function segments(text: string, segment: SmsTexts['segment']): number {
  if (segment === 70) return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
  // These are two septets each; the words themselves have none, but a link or an IPv6 host may.
  const septets = text.length + (text.match(/[[\]^{}|~\\]/gu)?.length ?? 0)
  return septets <= 160 ? 1 : Math.ceil(septets / 153)
}
