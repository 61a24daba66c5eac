import type { EmailContent, MessageContext, PageContent, SmsContent, Varying } from './values/message-values'

/** A message without what `createMessages` fills in. */
export type Message<Values, Content> = (values: Varying<Values>) => Content

/**
 * Fills in what all messages of a server share, and lets a caller's own function have the last word.
 * @param checked throws a `TypeError` for what has not the message's shape, before it reaches a sender or a browser
 */
export function replaceable<Values extends MessageContext, Content>(
  shared: Pick<MessageContext, 'serverName' | 'brand'>,
  standard: (values: Values) => Content,
  override: ((values: Values, standard: Content) => Content) | undefined,
  checked: (content: Content) => Content,
): Message<Values, Content> {
  return (varying) => {
    // The compiler can't see that the two halves of a type parameter make it whole again.
    const values = Object.assign({}, varying, shared) as unknown as Values
    const content = standard(values)
    return override === undefined ? content : checked(override(values, content))
  }
}

/** Line ends are taken out of subject and headers: an override may well put a value there as it came. */
export function checkedEmail(content: EmailContent): EmailContent {
  const { subject, text, html, headers } = shape('an email', content, ['subject', 'text', 'html'])
  if (headers === undefined) return { subject: oneLine(subject), text, html }
  const names = Object.entries(headers).map(([name, value]) => [oneLine(name), oneLine(String(value))] as const)
  return { subject: oneLine(subject), text, html, headers: Object.fromEntries(names) }
}

export function checkedSms(content: SmsContent): SmsContent {
  return shape('an SMS', content, ['text'])
}

export function checkedPage(content: PageContent): PageContent {
  return shape('a page', content, ['html'])
}

function shape<Content extends object>(kind: string, content: Content, fields: readonly (keyof Content)[]): Content {
  // A caller's function may come from JavaScript, where nothing has checked what it answers.
  const answer: Partial<Content> | null | undefined = content
  // One that is asynchronous is refused below; what it rejects with must not end the process.
  if (answer instanceof Promise) answer.catch(() => undefined)
  const missing = fields.find((field) => typeof answer?.[field] !== 'string')
  if (missing === undefined) return content
  throw new TypeError(`A function in \`messages\` that replaces ${kind} must answer \`${String(missing)}\` as a string`)
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, ' ')
}
