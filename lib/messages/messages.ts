import { createEmails } from './emails'
import { faceOf } from './face'
import { languageFor } from './language'
import type { Brand, Locale, MessageOverrides, Messages } from './message'
import { checkedEmail, checkedPage, checkedSms, replaceable } from './override'
import { createPage } from './page'
import { createTexts } from './texts'

export type { Messages } from './message'

export interface MessagesOptions {
  /** Host and port of `publicBaseUrl`. */
  readonly serverName: string
  readonly brand?: Brand | undefined
  readonly locale?: Locale | undefined
  readonly overrides?: MessageOverrides | undefined
  /** Ends an SMS with `@host #code`, so that phones offer the code on this server's pages alone. Default: false. */
  readonly smsAutofill?: boolean | undefined
  /** Takes what a `locale` function threw. Default: it is dropped. */
  readonly onLocaleError?: ((error: unknown) => void) | undefined
}

/** Makes every message and page of one server. What is the same for all of them is put together here, once. */
export function createMessages(options: MessagesOptions): Messages {
  const { serverName, locale, overrides = {}, smsAutofill = false, onLocaleError } = options
  const brand: Brand = { ...options.brand, name: options.brand?.name ?? serverName }
  const shared = { serverName, brand }
  const face = faceOf(brand, serverName)
  const emails = createEmails(serverName, face)
  const texts = createTexts(serverName, smsAutofill)
  return {
    language: (request, userId) => languageFor(request, userId, locale, onLocaleError),
    emailLink: replaceable(shared, emails.link, overrides.emailLink, checkedEmail),
    emailCode: replaceable(shared, emails.code, overrides.emailCode, checkedEmail),
    smsLink: replaceable(shared, texts.link, overrides.smsLink, checkedSms),
    smsCode: replaceable(shared, texts.code, overrides.smsCode, checkedSms),
    emailNoAccount: replaceable(shared, emails.noAccount, overrides.emailNoAccount, checkedEmail),
    emailInUse: replaceable(shared, emails.inUse, overrides.emailInUse, checkedEmail),
    emailChanged: replaceable(shared, emails.changed, overrides.emailChanged, checkedEmail),
    page: replaceable(shared, createPage(face), overrides.page, checkedPage),
  }
}
