import { randomUUID } from 'node:crypto'
import { emailHtmlFor, emailText, type EmailBody, type EmailPart } from './email-layout'
import type { Face } from './face'
import { factsOf, shown } from './facts'
import { wordsFor } from './languages/languages'
import type {
  Asked,
  ChangedMessageValues,
  CodeMessageValues,
  EmailContent,
  LinkMessageValues,
  NoAccountMessageValues,
  TokenMessageValues,
} from './message'
import { timesFor } from './times'
import { printable } from './visible-text'
import type { TokenEmailWords, Value, Words } from './words'

/** The mails of one server, before any override. */
export interface Emails {
  readonly link: (values: LinkMessageValues) => EmailContent
  readonly code: (values: CodeMessageValues) => EmailContent
  readonly noAccount: (values: NoAccountMessageValues) => EmailContent
  readonly changed: (values: ChangedMessageValues) => EmailContent
}

export function createEmails(serverName: string, face: Face): Emails {
  const layout = emailHtmlFor(face)
  const brand = shown(face.name)
  const server = shown(serverName)
  // A brand without a name has the host's.
  const sender = brand.value === server.value ? server : { value: `${brand.value} (${server.value})` }
  const domain = messageIdDomain(serverName)
  const email: EmailOf = (words, subject, title, parts) => {
    const body: EmailBody = { words, title, parts, footer: words.email.automatic(sender) }
    const content = { subject, text: emailText(body, face), html: layout(body) }
    return { ...content, headers: headers(words.language, domain) }
  }
  return {
    link: (values) => {
      const words = wordsFor(values.language)
      const { link } = words.email
      const { ifYou, button, orCopy } = link
      const middle: EmailPart = { kind: 'link', ifYou, button, orCopy, url: printable(values.link) }
      return email(words, link.subject(face.name), link.title, tokenParts(words, link, brand, values, middle))
    },
    code: (values) => {
      const words = wordsFor(values.language)
      const { code } = words.email
      const middle: EmailPart = { kind: 'code', ifYou: code.ifYou, code: printable(values.code) }
      return email(words, code.subject(face.name), code.title, tokenParts(words, code, brand, values, middle))
    },
    noAccount: (values) => {
      const words = wordsFor(values.language)
      const { subject, title, intro, ifYou, ifNotYou } = words.email.noAccount
      return email(words, subject(face.name), title, [
        { kind: 'words', sentence: intro(brand) },
        { kind: 'words', sentence: [ifYou] },
        who(words, words.email.whoAsked, values.asked),
        { kind: 'words', sentence: [ifNotYou] },
      ])
    },
    changed: (values) => {
      const words = wordsFor(values.language)
      const { subject, title, intro, ifYou, ifNotYou } = words.email.changed
      return email(words, subject(face.name), title, [
        { kind: 'words', sentence: intro(shown(values.userId), brand) },
        { kind: 'words', sentence: [ifYou] },
        who(words, words.email.whoChanged, values.asked),
        { kind: 'words', sentence: [ifNotYou], strong: true },
      ])
    },
  }
}

type EmailOf = (words: Words, subject: string, title: string, parts: readonly EmailPart[]) => EmailContent

function tokenParts(
  words: Words,
  said: TokenEmailWords,
  brand: Value,
  values: TokenMessageValues,
  middle: EmailPart,
): readonly EmailPart[] {
  return [
    { kind: 'words', sentence: said.intro(shown(values.userId), brand) },
    middle,
    { kind: 'words', sentence: [said.good(timesFor(words).lasting(values.expiresInMs))] },
    { kind: 'words', sentence: [said.keepSecret], strong: true },
    who(words, words.email.whoAsked, values.asked),
    { kind: 'words', sentence: [said.ifNotYou] },
  ]
}

function who(words: Words, title: string, asked: Asked): EmailPart {
  return { kind: 'facts', title, facts: factsOf(words, asked) }
}

function headers(language: string, domain: string): Readonly<Record<string, string>> {
  return {
    'Message-ID': `<${randomUUID()}@${domain}>`,
    // RFC 3834: no vacation notices in answer to this one.
    'Auto-Submitted': 'auto-generated',
    // The same for Exchange and Outlook, which don't look at Auto-Submitted. Not 'All': reports of what could not be delivered
    // are wanted.
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    'Content-Language': language,
  }
}

/** The server's name without its port; an IPv6 address as the domain literal of RFC 5321, section 4.1.3. */
function messageIdDomain(serverName: string): string {
  const host = printable(serverName).replace(/:\d+$/u, '').replace(/[<>]/gu, '')
  return host.startsWith('[') ? host.replace(/^\[(?:IPv6:)?/iu, '[IPv6:') : host
}
