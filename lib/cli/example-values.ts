import type { Messages, PageValues, Varying } from '../messages/values/message-values'
import type { EmailContent, SmsContent } from '../messages/values/message-values'
import type { PublicBaseUrl } from '../options/public-base-url'
import { flows, type Flow } from '../threepids/flow'

/** The invented values that previews are made from. */
export interface Example {
  readonly language: string
  readonly now: number
  readonly userId: string
  readonly link: string
  readonly stopLink: string
}

export function exampleFor(language: string, { host, href }: PublicBaseUrl, path: string): Example {
  const query = 'sid=AbCdEfGhIjKlMnOpQrStUv.WxYz0123456789AbCdEfGh.IjKlMnOpQrS&token=MadeUpMadeUpMadeUpMadeUp'
  return {
    language,
    now: Date.now(),
    userId: `@alice:${host}`,
    link: `${href}${path}/email/confirm?${query}`,
    stopLink: `${href}${path}/email/stop?${query}`,
  }
}

/** Makes the preview. Called late, because a function of the host's may throw. */
export interface Preview<Content> {
  readonly name: string
  readonly make: () => Content
}

export function mailPreviews(messages: Messages, example: Example): readonly Preview<EmailContent>[] {
  const { language, userId } = example
  const requester = requesterFrom(example)
  return [
    ...flows.flatMap((flow) => [
      { name: `mail-link-${flow}`, make: () => messages.emailLink({ ...tokenOf(flow, example), link: example.link }) },
      { name: `mail-code-${flow}`, make: () => messages.emailCode({ ...tokenOf(flow, example), code: '123456' }) },
    ]),
    { name: 'mail-no-account', make: () => messages.emailNoAccount({ language, requester }) },
    ...(['register', '3pid'] as const).map((flow) => ({
      name: `mail-in-use-${flow}`,
      make: () => messages.emailInUse({ language, flow, requester }),
    })),
    { name: 'mail-changed', make: () => messages.emailChanged({ language, userId, requester }) },
  ]
}

export function smsPreviews(messages: Messages, example: Example): readonly Preview<SmsContent>[] {
  return flows.flatMap((flow) => [
    { name: `sms-code-${flow}`, make: () => messages.smsCode({ ...tokenOf(flow, example), code: '123456' }) },
    { name: `sms-link-${flow}`, make: () => messages.smsLink({ ...tokenOf(flow, example), link: example.link }) },
  ])
}

function tokenOf(flow: Flow, example: Example) {
  const { language, userId, stopLink } = example
  return {
    language,
    flow,
    ...(flow === 'password' && { userId }),
    expiresInMs: 3_600_000,
    requester: requesterFrom(example),
    stopLink,
  }
}

/** A request of a few minutes ago, from an IP address that is reserved for documentation. */
export function requesterFrom({ now }: Example) {
  return { at: now - 120_000, from: '203.0.113.9', browser: 'Firefox', system: 'Linux' }
}

export type ExamplePage = Varying<PageValues>
