import type { Flow } from '../../lib/threepids/flow'
import type { Requester } from '../../lib/messages/requester/requester'
import type {
  EmailContent,
  Messages,
  PageContent,
  PageValues,
  SmsContent,
  Varying,
} from '../../lib/messages/values/message-values'
import type { PageForm } from '../../lib/messages/values/page-form'

export const languages = ['en', 'de', 'fr', 'es', 'ar', 'ja', 'pt', 'it', 'nl', 'pl', 'zh-Hans'] as const
export const flows = ['password', 'register', '3pid'] as const
export const media = ['email', 'msisdn'] as const

export const serverName = 'matrix.example.org'
export const brand = {
  name: 'Example',
  support: 'https://example.org/help',
  logo: 'https://example.org/logo.png',
  app: 'https://app.example.org/',
}
export const longAddress = '2001:db8:1234:5678:9abc:def0:1234:5678'
export const requestedAt = Date.UTC(2025, 10, 24, 8, 12)

const path = `https://${serverName}/_matrix/client/unstable/express_matrix_password_reset/email`
export const link = `${path}/confirm?sid=AbCdEfGhIjKlMnOp.QrStUvWxYz012345.1&token=Zm9vYmFyYmF6cXV4cXV1eA`
export const stopLink = `${path}/stop?sid=AbCdEfGhIjKlMnOp.QrStUvWxYz012345.1&token=YmFyYmF6cXV4cXV1eGZvbw`

export const values = {
  userId: '@alice:example.org',
  requester: { at: requestedAt, from: '203.0.113.9', browser: 'Firefox', system: 'Linux' },
  expiresInMs: 3_600_000,
  link,
  stopLink,
  code: '123456',
  errcode: 'M_INVALID_PARAM',
  action: '/_matrix/client/unstable/express_matrix_password_reset/email/confirm',
  field: 'AbCdEf.1',
  typed: 'alice@example.org',
  said: 'This password is too short.',
}
export type ExampleValues = Omit<typeof values, 'requester'> & { readonly requester: Requester }

/** What a mail or SMS with a token in it is made from. */
export function tokenValues(language: string, flow: Flow, example: ExampleValues = values) {
  const { userId, requester, expiresInMs, stopLink: stop } = example
  return { language, flow, requester, expiresInMs, stopLink: stop, ...(flow === 'password' && { userId }) }
}

export function emails(
  messages: Messages,
  language: string,
  example: ExampleValues = values,
): Record<string, EmailContent> {
  return Object.fromEntries([...mailMakers(messages, language, example)].map(([name, make]) => [name, make()]))
}

export function texts(
  messages: Messages,
  language: string,
  example: ExampleValues = values,
): Record<string, SmsContent> {
  return Object.fromEntries(
    flows.flatMap((flow) => [
      [`link ${flow}`, messages.smsLink({ ...tokenValues(language, flow, example), link: example.link })],
      [`code ${flow}`, messages.smsCode({ ...tokenValues(language, flow, example), code: example.code })],
    ]),
  )
}

type OnePage = Varying<PageValues>

export function pageValues(language: string, example: ExampleValues = values): ReadonlyMap<string, OnePage> {
  const form = { action: example.action, fields: { sid: example.field, token: example.field } }
  return new Map([
    ...flows.flatMap((flow) => media.flatMap((medium) => flowPages(language, flow, medium, form, example))),
    ...media.flatMap((medium) => mediumPages(language, medium, form)),
    ...plainPages(language, form, example),
    ...media.flatMap((medium) => resetPages(language, medium, form, example)),
    ...resetEnds(language, form, example),
  ])
}

type Named = readonly [string, OnePage]

function flowPages(
  language: string,
  flow: Flow,
  medium: 'email' | 'msisdn',
  form: PageForm,
  { userId, requester }: ExampleValues,
): readonly Named[] {
  const about = { language, flow, medium } as const
  const who = { requester, ...(flow === 'password' && { userId }) }
  const code = { ...about, page: 'code', form, stop: form, digits: 6, expiresAt: requester.at + 600_000 } as const
  const named = (name: string, page: OnePage): Named => [`${name} ${flow} ${medium}`, page]
  const confirm = { ...about, ...who, page: 'confirm', confirm: form, notMe: form } as const
  return [
    named('confirm', { ...confirm, confirmed: false }),
    named('confirm confirmed', { ...confirm, confirmed: true }),
    named('stop', { ...about, ...who, page: 'stop', stop: form }),
    named('done', { ...about, page: 'done' }),
    // The reset page is of this flow alone.
    ...(flow === 'password' ? [named('done here', { ...about, page: 'done', goOn: form })] : []),
    named('not-me', { ...about, page: 'not-me', mayBeUsed: false }),
    named('not-me used', { ...about, page: 'not-me', mayBeUsed: true }),
    named('stopped', { ...about, page: 'stopped' }),
    named('code', { ...code, wrong: false }),
    named('code wrong', { ...code, wrong: true }),
    named('code none', { ...code, wrong: false, notACode: true }),
  ]
}

function mediumPages(language: string, medium: 'email' | 'msisdn', startAgain: PageForm): readonly Named[] {
  const deliver = medium === 'email' ? 'link' : 'code'
  return [
    [`expired ${medium}`, { language, page: 'expired', medium }],
    [`expired ${deliver} ${medium}`, { language, page: 'expired', medium, deliver }],
    [`expired here ${medium}`, { language, page: 'expired', medium, startAgain }],
    [`wrong ${medium}`, { language, page: 'wrong', medium }],
    [`wrong ${deliver} ${medium}`, { language, page: 'wrong', medium, deliver, startAgain }],
  ]
}

function plainPages(language: string, form: PageForm, { errcode }: ExampleValues): readonly Named[] {
  return [
    ['too-many-tries', { language, page: 'too-many-tries' }],
    ['too-many-tries wait', { language, page: 'too-many-tries', waitMs: 540_000 }],
    ['too-many-tries here', { language, page: 'too-many-tries', startAgain: form }],
    ['limited', { language, page: 'limited', retryAfterMs: 300_000 }],
    ['limited here', { language, page: 'limited', retryAfterMs: 300_000, tryAgain: form, startAgain: form }],
    ['unavailable', { language, page: 'unavailable' }],
    ['unavailable again', { language, page: 'unavailable', tryAgain: { ...form, method: 'get' } }],
    ['error', { language, page: 'error', errcode }],
    ['error here', { language, page: 'error', errcode, startAgain: form }],
  ]
}

function resetPages(
  language: string,
  medium: 'email' | 'msisdn',
  form: PageForm,
  { userId, typed, said, requester }: ExampleValues,
): readonly Named[] {
  const sent = { language, medium, maskedAddress: typed, sendAgain: form, startAgain: form } as const
  const link = { ...sent, page: 'reset-sent', reload: form, confirmed: false, concealed: false } as const
  const code = { ...sent, page: 'reset-code', form, digits: 6, concealed: false, wrong: false } as const
  const password = { language, page: 'reset-password', medium, userId, form, startAgain: form } as const
  const ask = { language, page: 'reset-ask', email: form, msisdn: { form, countries: ['GB', 'IE'] } } as const
  const named = (name: string, page: OnePage): Named => [`${name} ${medium}`, page]
  return [
    named('reset-ask invalid', { ...ask, problem: { medium, reason: 'invalid', typed } }),
    named('reset-ask unknown', { ...ask, problem: { medium, reason: 'unknown', typed } }),
    named('reset-ask denied', { ...ask, problem: { medium, reason: 'denied', typed } }),
    named('reset-ask not-sent', { ...ask, problem: { medium, reason: 'not-sent', typed } }),
    named('reset-sent', link),
    named('reset-sent concealed', { ...link, concealed: true, sentAgain: 'sent' }),
    named('reset-sent looked', { ...link, hasLooked: true }),
    named('reset-sent not-sent', { ...link, sentAgain: 'not-sent' }),
    named('reset-sent confirmed', { ...link, confirmed: true }),
    named('reset-code', { ...code, expiresAt: requester.at + 600_000 }),
    named('reset-code wrong', { ...code, wrong: true, concealed: true, sentAgain: 'sent' }),
    named('reset-code none', { ...code, notACode: true, sentAgain: 'not-sent' }),
    named('reset-code tries', { ...code, over: 'too-many-tries' }),
    named('reset-code expired', { ...code, over: 'expired', sentAgain: 'not-sent' }),
    named('reset-password', { ...password, rules: said }),
    named('reset-password refused', { ...password, rules: said, problem: { said }, logoutDevices: false }),
    named('reset-password empty', { ...password, problem: 'empty' }),
    named('reset-password different', { ...password, problem: 'different' }),
  ]
}

function resetEnds(language: string, form: PageForm, { userId }: ExampleValues): readonly Named[] {
  return [
    ['reset-ask both', { language, page: 'reset-ask', email: form, msisdn: { form, countries: ['GB', 'IE', 'DE'] } }],
    ['reset-ask email', { language, page: 'reset-ask', email: form }],
    ['reset-ask msisdn', { language, page: 'reset-ask', msisdn: { form, countries: ['GB'] } }],
    ['reset-done', { language, page: 'reset-done', userId, loggedOut: true, startAgain: form }],
    ['reset-done stayed', { language, page: 'reset-done', userId, loggedOut: false, startAgain: form }],
    ['reset-start-again', { language, page: 'reset-start-again', startAgain: form }],
    ['reset-start-again done', { language, page: 'reset-start-again', mayBeDone: true, startAgain: form }],
    ['reset-forbidden', { language, page: 'reset-forbidden', startAgain: form }],
  ]
}

function mailMakers(
  messages: Messages,
  language: string,
  example: ExampleValues,
): ReadonlyMap<string, () => EmailContent> {
  const { userId, requester } = example
  return new Map([
    ...flows.flatMap((flow) => [
      [
        `link ${flow}`,
        () => messages.emailLink({ ...tokenValues(language, flow, example), link: example.link }),
      ] as const,
      [
        `code ${flow}`,
        () => messages.emailCode({ ...tokenValues(language, flow, example), code: example.code }),
      ] as const,
    ]),
    ['noAccount', () => messages.emailNoAccount({ language, requester })],
    ['inUse register', () => messages.emailInUse({ language, flow: 'register', requester })],
    ['inUse 3pid', () => messages.emailInUse({ language, flow: '3pid', requester })],
    ['changed', () => messages.emailChanged({ language, userId, requester })],
  ])
}

/** Every mail and page by its name, to be made when it is asked for. */
export function makers(
  messages: Messages,
  language: string,
  example: ExampleValues = values,
): ReadonlyMap<string, () => EmailContent | PageContent> {
  const all = [...pageValues(language, example)].map(
    ([name, one]) => [`page ${name}`, () => messages.page(one)] as const,
  )
  return new Map<string, () => EmailContent | PageContent>([...mailMakers(messages, language, example), ...all])
}

export function pages(
  messages: Messages,
  language: string,
  example: ExampleValues = values,
): Record<string, PageContent> {
  const all = [...pageValues(language, example)]
  return Object.fromEntries(all.map(([name, one]) => [`page ${name}`, messages.page(one)]))
}
