import type { Request } from 'express'
import { shownBrandOf } from './brand/shown-brand'
import { languageFinder } from './language'
import { createLanguages } from './languages/languages'
import { createMails } from './mails/mails'
import type { Locale, MessageOverrides, Messages } from './values/message-values'
import type { Brand } from './brand/brand'
import { checkedEmail, checkedPage, checkedSms, replaceable } from './override'
import { createPage } from './pages/page'
import { createSms } from './sms/sms'
import type { Words } from './words/words'

interface MessagesOptions {
  /** Host and port of `publicBaseUrl`. */
  readonly serverName: string
  readonly brand?: Brand | undefined
  readonly locale?: Locale | undefined
  readonly overrides?: MessageOverrides | undefined
  /** The host's own languages. Default: `overrides.words`. */
  readonly words?: readonly Words[] | undefined
  /** Ends an SMS with `@host #code`, so that phones offer the code on this server's pages alone. Default: false. */
  readonly smsAutofill?: boolean | undefined
  /** Takes what a `locale` function threw or rejected with, and that it took too long. Default: it is dropped. */
  readonly onLocaleError?: ((error: unknown, request: Request) => void) | undefined
  /** Milliseconds since the epoch: a page says how long ago something was. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Makes every message and page of one server. What is the same for all of them is put together once. */
export function createMessages(options: MessagesOptions): Messages {
  const { serverName, locale, overrides = {}, smsAutofill = false, onLocaleError, now = Date.now } = options
  const brand: Brand = { ...options.brand, name: options.brand?.name ?? serverName }
  const shared = { serverName, brand }
  const shownBrand = shownBrandOf(brand, serverName)
  const languages = createLanguages(options.words ?? overrides.words)
  const mails = createMails(serverName, shownBrand, languages)
  const sms = createSms(serverName, smsAutofill, languages)
  const page = createPage(shownBrand, languages, now)
  return {
    language: languageFinder(locale, languages, onLocaleError),
    emailLink: replaceable(shared, mails.link, overrides.emailLink, checkedEmail),
    emailCode: replaceable(shared, mails.code, overrides.emailCode, checkedEmail),
    smsLink: replaceable(shared, sms.link, overrides.smsLink, checkedSms),
    smsCode: replaceable(shared, sms.code, overrides.smsCode, checkedSms),
    emailNoAccount: replaceable(shared, mails.noAccount, overrides.emailNoAccount, checkedEmail),
    emailInUse: replaceable(shared, mails.inUse, overrides.emailInUse, checkedEmail),
    emailChanged: replaceable(shared, mails.changed, overrides.emailChanged, checkedEmail),
    page: replaceable(shared, page, overrides.page, checkedPage),
  }
}
