import type { EmailContent, MessageContext, PageContent, SmsContent, Varying } from './values/message-values'

/** Makes a message from the values that differ; `createMessages` fills in the others. */
export type Message<Values, Content> = (values: Varying<Values>) => Content

/**
 * Fills in the values that all messages of a server share, and lets the host's own function replace the message.
 * @param checked throws a `TypeError` for an answer that has not the message's shape, before a sender or a browser gets
 * it
 */
export function replaceable<Values extends MessageContext, Content>(
  shared: Pick<MessageContext, 'serverName' | 'brand'>,
  standard: (values: Values) => Content,
  override: ((values: Values, standard: Content) => Content) | undefined,
  checked: (content: Content) => Content,
): Message<Values, Content> {
  return (varying) => {
    // The compiler can't see that `varying` and `shared` together have every value.
    const values = Object.assign({}, varying, shared) as unknown as Values
    const content = standard(values)
    return override === undefined ? content : checked(override(values, content))
  }
}

/** Removes line ends from subject and headers: a host's function may put a value there as it came. */
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
  // A host's function may come from JavaScript, where no compiler has checked what it answers.
  const answer: Partial<Content> | null | undefined = content
  // An async function is refused below. What its promise rejects with must not end the process.
  if (answer instanceof Promise) answer.catch(() => undefined)
  const missing = fields.find((field) => typeof answer?.[field] !== 'string')
  if (missing === undefined) return content
  throw new TypeError(`A function in \`messages\` that replaces ${kind} must answer \`${String(missing)}\` as a string`)
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, ' ')
}
