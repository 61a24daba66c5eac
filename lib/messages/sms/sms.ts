import { smsSizeOf } from '../../senders/gsm7'
import type { Languages } from '../languages/languages'
import type { CodeMessageValues, LinkMessageValues, SmsContent } from '../values/message-values'
import type { SmsText } from '../words/sms-words'
import { timesFor } from '../text/times'
import { printable } from '../text/visible-text'

/** The SMS of one server, before any override. */
interface SmsMessages {
  readonly link: (values: LinkMessageValues) => SmsContent
  readonly code: (values: CodeMessageValues) => SmsContent
}

/**
 * @param autofill ends an SMS with the line by which phones and browsers fill in its code on this server's pages alone
 */
export function createSms(serverName: string, autofill: boolean, { wordsFor }: Languages): SmsMessages {
  const server = printable(serverName)
  const host = server.replace(/:\d+$/u, '')
  return {
    link: ({ language, flow, link, expiresInMs }) => {
      const words = wordsFor(language)
      const duration = timesFor(words).inSms(expiresInMs)
      return { text: fitting(words.sms.link[flow], [server, printable(link), duration], '') }
    },
    code: ({ language, flow, code, expiresInMs }) => {
      const words = wordsFor(language)
      const secret = printable(code)
      const duration = timesFor(words).inSms(expiresInMs)
      // "Origin-bound one-time codes delivered via SMS" (WICG): the last line, `@host #code`, the host without a port.
      const lastLine = autofill ? `\n@${host} #${secret}` : ''
      const text = autofill ? words.sms.codeWithAutofill[flow] : words.sms.code[flow]
      return { text: fitting(text, [server, secret, duration], lastLine) }
    },
  }
}

/** The longest text that needs no more SMS than the shortest. */
function fitting(text: SmsText, values: Parameters<SmsText[number]>, lastLine: string): string {
  let best = ''
  let fewest = Infinity
  for (const say of text) {
    const said = say(...values) + lastLine
    const { segments } = smsSizeOf(said)
    if (segments < fewest) [best, fewest] = [said, segments]
    if (fewest === 1) break
  }
  return best
}
