import type { Logger } from '../logger'
import { createLanguages } from '../messages/languages/languages'
import type { PasswordResetOptions } from './options'

/** What may be meant so, and hardly ever is: each once, when the factory is called. */
export function warnOfUnlikely(options: PasswordResetOptions, logger: Logger): void {
  const { email, sms, identityServers, locale, messages } = options
  if (!email && !sms && !identityServers) {
    logger.warn(
      { option: 'email' },
      'Nobody sends tokens, so no password can be reset: give `email` or `sms` a sender, or trust an identity server',
    )
  }
  if (keepsAtRest(options) && [options.secret ?? []].flat().some(isGuessable)) {
    logger.warn(
      { option: 'secret' },
      'secret can be guessed: it is one short piece again and again. Give a random one: say, `openssl rand -base64 48`',
    )
  }
  const languages = createLanguages(messages?.words)
  if (typeof locale === 'string' && languages.nearest(locale) === undefined) {
    logger.warn(
      { option: 'locale', locale },
      `locale: there are no words for it, so Accept-Language decides; there are ${languages.tags.join(', ')}, and \`messages.words\` adds more`,
    )
  }
}

/** In memory nothing outlives the process, and its secret is nobody's to try on a dump. */
function keepsAtRest({ redis, store }: PasswordResetOptions): boolean {
  return Boolean(redis ?? store)
}

/** One character or a short piece again and again, or hardly any different ones: random ones of 32 never look so. */
function isGuessable(secret: string): boolean {
  return new Set(secret).size < 8 || /^(.{1,16})\1+$/s.test(secret)
}
