import type { Logger } from '../logger'
import { createLanguages } from '../messages/languages/languages'
import { sendTimeMs } from '../senders/deadline'
import { defaults } from './defaults'
import type { PasswordResetOptions } from './options'

/** Warns of options that are allowed but hardly ever meant. Each warning is logged once, when the factory is called. */
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
  warnOfSlowSenders(options, logger)
  const languages = createLanguages(messages?.words)
  if (typeof locale === 'string' && languages.nearest(locale) === undefined) {
    logger.warn(
      { option: 'locale', locale },
      `locale: there are no words for it, so Accept-Language decides; there are ${languages.tags.join(', ')}, and \`messages.words\` adds more`,
    )
  }
}

/**
 * Warns of a sender whose own time limit is longer than the router waits for it: its message may still go out after the
 * answer has said that it was not sent.
 */
function warnOfSlowSenders({ email, sms, tokens }: PasswordResetOptions, logger: Logger): void {
  const sendLeaseMs = tokens?.sendLeaseMs ?? defaults.tokens.sendLeaseMs
  const timeMs = sendTimeMs({ sendLeaseMs })
  for (const [option, sender] of Object.entries({ email: email?.sender, sms: sms?.sender })) {
    if (sender?.timeoutMs === undefined || sender.timeoutMs <= timeMs) continue
    logger.warn(
      { option: `${option}.sender`, timeoutMs: sender.timeoutMs },
      `${option}.sender: its timeoutMs is ${sender.timeoutMs}, but a send is given up after ${timeMs} ms, 4/5 of tokens.sendLeaseMs: ` +
        'lower timeoutMs, or raise sendLeaseMs',
    )
  }
}

/** Whether sessions are stored outside of the process. In memory nobody can get a dump to try secrets on. */
function keepsAtRest({ redis, store }: PasswordResetOptions): boolean {
  return Boolean(redis ?? store)
}

/** Whether a secret repeats a short piece or has few different characters. 32 random ones never look like that. */
function isGuessable(secret: string): boolean {
  return new Set(secret).size < 8 || /^(.{1,16})\1+$/s.test(secret)
}
