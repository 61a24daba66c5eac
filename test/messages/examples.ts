import type { EmailContent, Messages, PageContent, PageValues, SmsContent, Varying } from '../../lib/messages/message'

export const languages = ['en', 'de', 'fr', 'es', 'ar', 'ja'] as const

export const serverName = 'matrix.example.org'
export const brand = { name: 'Example', support: 'https://example.org/help', logo: 'https://example.org/logo.png' }
export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'

export const link = `https://${serverName}/_matrix/client/unstable/express_matrix_password_reset/email/confirm?sid=AbCdEfGhIjKlMnOp.QrStUvWxYz012345.1&token=Zm9vYmFyYmF6cXV4cXV1eA`

export const values = {
  userId: '@alice:example.org',
  asked: { at: Date.UTC(2025, 10, 24, 8, 12), from: '203.0.113.9', userAgent: firefox },
  expiresInMs: 3_600_000,
  link,
  code: '123456',
  errcode: 'M_INVALID_PARAM',
  action: '/_matrix/client/unstable/express_matrix_password_reset/email/confirm',
  field: 'AbCdEf.1',
}
export type ExampleValues = typeof values & { asked: { at: number; from?: string; userAgent?: string } }

export function emails(messages: Messages, language: string, of: ExampleValues = values): Record<string, EmailContent> {
  const { userId, asked, expiresInMs } = of
  return {
    link: messages.emailLink({ language, userId, asked, expiresInMs, link: of.link }),
    code: messages.emailCode({ language, userId, asked, expiresInMs, code: of.code }),
    noAccount: messages.emailNoAccount({ language, asked }),
    changed: messages.emailChanged({ language, userId, asked }),
  }
}

export function texts(messages: Messages, language: string, of: ExampleValues = values): Record<string, SmsContent> {
  const { userId, asked, expiresInMs } = of
  return {
    link: messages.smsLink({ language, userId, asked, expiresInMs, link: of.link }),
    code: messages.smsCode({ language, userId, asked, expiresInMs, code: of.code }),
  }
}

export function pageValues(language: string, of: ExampleValues = values): readonly Varying<PageValues>[] {
  const { userId, asked, errcode, action, field } = of
  const form = { action, fields: { sid: field, token: field } }
  const mediums = (['email', 'msisdn'] as const).flatMap((medium): Varying<PageValues>[] => [
    { language, page: 'confirm', medium, userId, asked, confirm: form, notMe: form },
    { language, page: 'done', medium },
    { language, page: 'not-me', medium },
    { language, page: 'code', medium, form: { action, fields: { sid: field } }, wrong: false },
    { language, page: 'code', medium, form: { action, fields: { sid: field } }, wrong: true },
    { language, page: 'expired', medium },
    { language, page: 'wrong', medium },
  ])
  return [
    ...mediums,
    { language, page: 'too-many-tries' },
    { language, page: 'limited', retryAfterMs: 300_000 },
    { language, page: 'unavailable' },
    { language, page: 'error', errcode },
  ]
}

/** Every mail and page by its name, to be made when it is asked for. */
export function makers(
  messages: Messages,
  language: string,
  of: ExampleValues = values,
): ReadonlyMap<string, () => EmailContent | PageContent> {
  const { userId, asked, expiresInMs } = of
  return new Map<string, () => EmailContent | PageContent>([
    ['link', () => messages.emailLink({ language, userId, asked, expiresInMs, link: of.link })],
    ['code', () => messages.emailCode({ language, userId, asked, expiresInMs, code: of.code })],
    ['noAccount', () => messages.emailNoAccount({ language, asked })],
    ['changed', () => messages.emailChanged({ language, userId, asked })],
    ...pageValues(language, of).map((one) => [pageName(one), () => messages.page(one)] as const),
  ])
}

function pageName(one: Varying<PageValues>): string {
  const medium = 'medium' in one ? ` ${one.medium}` : ''
  return `page ${one.page}${medium}${'wrong' in one && one.wrong ? ' wrong' : ''}`
}

export function pages(messages: Messages, language: string, of: ExampleValues = values): Record<string, PageContent> {
  return Object.fromEntries(pageValues(language, of).map((one) => [pageName(one), messages.page(one)]))
}
