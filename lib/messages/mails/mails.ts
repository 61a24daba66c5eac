import { randomUUID } from 'node:crypto'
import type { Flow } from '../../threepids/flow'
import type { Requester } from '../requester/requester'
import { factsOf } from '../requester/facts'
import { shown } from '../text/written-sentence'
import type { ShownBrand } from '../brand/shown-brand'
import { escapeHtml } from '../text/html'
import type { Languages } from '../languages/languages'
import { factsHtml, factsText, mailLayout, type MailPart, type MailSlot, type MailTemplates } from './mail-layout'
import type { SubjectWords, TokenMailWords } from '../words/mail-words'
import type {
  ChangedMessageValues,
  CodeMessageValues,
  EmailContent,
  InUseMessageValues,
  LinkMessageValues,
  NoAccountMessageValues,
  TokenMessageValues,
} from '../values/message-values'
import { slot } from '../text/template'
import { timesFor } from '../text/times'
import { printable, visibleText } from '../text/visible-text'
import type { Value } from '../words/sentence'
import type { Words } from '../words/words'

/** The mails of one server, before any override. */
interface Mails {
  readonly link: (values: LinkMessageValues) => EmailContent
  readonly code: (values: CodeMessageValues) => EmailContent
  readonly noAccount: (values: NoAccountMessageValues) => EmailContent
  readonly inUse: (values: InUseMessageValues) => EmailContent
  readonly changed: (values: ChangedMessageValues) => EmailContent
}

export function createMails(serverName: string, shownBrand: ShownBrand, { wordsFor }: Languages): Mails {
  const write = mailWriter(serverName, shownBrand)
  const brand: Value = { value: shownBrand.name }
  return {
    link: (values) => {
      const words = wordsFor(values.language)
      const said = words.mails.link[values.flow]
      const { ifYouLink: ifYou, orCopy, linkGood } = words.mails
      const middle: MailPart = { kind: 'link', ifYou, button: said.button, orCopy }
      const parts = () => tokenParts(words, said, brand, values, middle, linkGood)
      return write(words, said, variant('link', values), parts, values.requester, {
        ...slotValues(words, values),
        url: printable(values.link),
      })
    },
    code: (values) => {
      const words = wordsFor(values.language)
      const said = words.mails.code[values.flow]
      const { ifYouCode: ifYou, codeGood } = words.mails
      const parts = () => tokenParts(words, said, brand, values, { kind: 'code', ifYou }, codeGood)
      return write(words, said, variant('code', values), parts, values.requester, {
        ...slotValues(words, values),
        code: printable(values.code),
      })
    },
    noAccount: ({ language, requester }) => {
      const words = wordsFor(language)
      const said = words.mails.noAccount
      return write(words, said, 'noAccount', () => noticeParts(words, said, brand, shownBrand), requester, {})
    },
    inUse: ({ language, flow, requester }) => {
      const words = wordsFor(language)
      const said = words.mails.inUse[flow]
      return write(words, said, `inUse ${flow}`, () => noticeParts(words, said, brand, shownBrand), requester, {})
    },
    changed: ({ language, userId, requester }) => {
      const words = wordsFor(language)
      const said = words.mails.changed
      const parts = (): readonly MailPart[] => [
        { kind: 'words', sentence: said.intro(brand) },
        { kind: 'account' },
        { kind: 'words', sentence: [said.ifYou] },
        { kind: 'facts', title: words.mails.whoChanged },
        { kind: 'words', sentence: [said.ifNotYou], strong: true },
      ]
      return write(words, said, 'changed', parts, requester, { account: visibleText(userId) })
    },
  }
}

/** By slot; what a variant has no slot for is left out. */
type SlotValues = Partial<Readonly<Record<Exclude<MailSlot, 'facts'>, string>>>
type WriteMail = (
  words: Words,
  said: SubjectWords,
  variant: string,
  parts: () => readonly MailPart[],
  requester: Requester,
  values: SlotValues,
) => EmailContent

/** Puts each variant of a mail together once for each language. After that only the values are filled in. */
function mailWriter(serverName: string, shownBrand: ShownBrand): WriteMail {
  const layout = mailLayout(shownBrand)
  const brand: Value = { value: shownBrand.name }
  const server = shown(serverName)
  // A brand without a name is shown as the host.
  const sender = brand.value === server.value ? server : { value: `${brand.value} (${server.value})` }
  const domain = messageIdDomain(serverName)
  const made = new Map<string, MailTemplates & { readonly subject: string }>()
  return (words, said, variant, parts, requester, values) => {
    const key = `${words.language} ${variant}`
    let mail = made.get(key)
    if (mail === undefined) {
      const body = { words, title: said.title, parts: parts(), footer: words.mails.automatic(sender) }
      mail = { subject: said.subject(shownBrand.name), ...layout(body) }
      made.set(key, mail)
    }
    const facts = factsOf(words, requester)
    return {
      subject: mail.subject,
      text: mail.text.fill({ ...values, facts: factsText(facts, words) }),
      html: mail.html.fill({ ...escaped(values), facts: factsHtml(facts, words) }),
      headers: headers(words.language, domain),
    }
  }
}

/** Written out, which costs a third of a walk over names that are not known before. */
function escaped({ account = '', url = '', code = '', duration = '', stopUrl = '' }: SlotValues): Required<SlotValues> {
  return {
    account: escapeHtml(account),
    url: escapeHtml(url),
    code: escapeHtml(code),
    duration: escapeHtml(duration),
    stopUrl: escapeHtml(stopUrl),
  }
}

/** A mail with other parts is another variant. */
function variant(kind: string, { flow, userId, stopLink }: TokenMessageValues): string {
  return `${kind} ${flow}${userId === undefined ? '' : ' account'}${stopLink === undefined ? '' : ' stop'}`
}

function slotValues(words: Words, { expiresInMs, userId = '', stopLink = '' }: TokenMessageValues): SlotValues {
  return {
    duration: timesFor(words).lasting(expiresInMs),
    account: visibleText(userId),
    stopUrl: printable(stopLink),
  }
}

function tokenParts(
  { mails }: Words,
  said: TokenMailWords,
  brand: Value,
  {
    flow,
    userId,
    stopLink,
  }: { readonly flow: Flow; readonly userId?: string | undefined; readonly stopLink?: string | undefined },
  middle: MailPart,
  howLong: (duration: string) => string,
): readonly MailPart[] {
  return [
    { kind: 'words', sentence: said.intro(brand) },
    ...(userId === undefined ? [] : [{ kind: 'account' } as const]),
    middle,
    { kind: 'words', sentence: [howLong(slot('duration'))] },
    { kind: 'words', sentence: [said.keepSecret], strong: true },
    { kind: 'facts', title: mails.whoAsked },
    { kind: 'words', sentence: [mails.ifNotYou[flow]] },
    ...(stopLink === undefined ? [] : [{ kind: 'stop', toStop: mails.toStop, stop: mails.stop } as const]),
  ]
}

function noticeParts(
  { mails, app }: Words,
  said: SubjectWords & Pick<Words['mails']['noAccount'], 'intro' | 'ifYou' | 'ifNotYou'>,
  brand: Value,
  shownBrand: ShownBrand,
): readonly MailPart[] {
  return [
    { kind: 'words', sentence: said.intro(brand) },
    { kind: 'words', sentence: [said.ifYou] },
    ...(shownBrand.app === undefined ? [] : [{ kind: 'app', label: app, url: shownBrand.app } as const]),
    { kind: 'facts', title: mails.whoAsked },
    { kind: 'words', sentence: [said.ifNotYou] },
  ]
}

function headers(language: string, domain: string): Readonly<Record<string, string>> {
  return {
    'Message-ID': `<${randomUUID()}@${domain}>`,
    // RFC 3834: no vacation notices in answer to this one.
    'Auto-Submitted': 'auto-generated',
    // No vacation notices from Exchange and Outlook either, which don't look at Auto-Submitted. Reports that a mail could not be delivered are
    // wanted: with `All` they would be left out.
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    'Content-Language': language,
  }
}

/** The server's name without its port; an IPv6 address as the domain literal of RFC 5321, section 4.1.3. */
function messageIdDomain(serverName: string): string {
  const host = printable(serverName).replace(/:\d+$/u, '').replace(/[<>]/gu, '')
  return host.startsWith('[') ? host.replace(/^\[(?:IPv6:)?/iu, '[IPv6:') : host
}
