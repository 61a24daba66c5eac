import { describeError } from '../error-text'
import type { PasswordResetOptions } from '../options/options'
import { settingsFrom, type Settings } from '../options/settings'
import { confirmUrl } from '../options/urls'
import { sendTimeMs, withDeadline } from '../senders/deadline'
import { canonicalThreepid } from '../threepids/canonical-threepid'
import type { Flow } from '../threepids/flow'
import { parseInternationalNumber } from '../threepids/phone-number'
import type { Threepid } from '../threepids/threepid'
import { UsageError, type SendTestCommand } from './arguments'
import { CommandError } from './command-error'
import { languageAmong } from './languages'
import { withPatience, type Output } from './output'

/** Sends one message with the configured sender, as a person would get it. Its link or code belongs to no session. */
export async function sendTest(
  options: PasswordResetOptions,
  command: SendTestCommand,
  output: Output,
): Promise<number> {
  const threepid = threepidFrom(command.to)
  const settings = settingsFrom(options)
  try {
    const language = languageAmong(options, command.language)
    const send = composed(threepid, command.flow, language, settings)
    const time = sendTimeMs(settings.tokens)
    const words = `Waiting for the provider (${Math.round(time / 1000)} s at most) ...`
    await withPatience(withDeadline(time, send), words, output)
  } catch (error) {
    if (error instanceof CommandError || error instanceof UsageError) throw error
    const { error: reason, cause } = describeError(error)
    output.say(`Not sent: ${reason.replace(/^SendError: /, '')}${cause ? ` (${cause.error})` : ''}`)
    return 1
  } finally {
    if (!options.store) settings.store.close()
  }
  const where = threepid.medium === 'email' ? 'the mailbox, and into its spam folder' : 'the phone'
  output.say(`The sender took it. Look into ${where}: the link or code in it is made up, and opens nothing.`)
  return 0
}

function threepidFrom(to: string): Threepid {
  const medium = to.includes('@') ? 'email' : 'msisdn'
  const threepid = medium === 'email' || to.trim().startsWith('+') ? canonicalThreepid({ medium, address: to }) : null
  if (threepid) return threepid
  throw new UsageError('--to must be an email address, or a phone number with + and its country code')
}

function composed({ medium, address }: Threepid, flow: Flow, language: string, settings: Settings) {
  const { messages, email, sms, tokens, publicBaseUrl } = settings
  const mode = (medium === 'email' ? email : sms)?.deliver
  if (mode === undefined)
    throw new CommandError(`The options have no \`${medium === 'email' ? 'email' : 'sms'}\`: no sender to try`)
  const values = {
    language,
    flow,
    ...(flow === 'password' && { userId: `@alice:${publicBaseUrl.host}` }),
    expiresInMs: mode === 'code' ? tokens.codeLifetimeMs : tokens.linkLifetimeMs,
    requester: { at: Date.now() },
  }
  const link = { ...values, link: confirmUrl(medium, { sid: 'test', token: 'made-up' }, settings) }
  const code = { ...values, code: '1234567890'.slice(0, tokens.codeDigits) }
  if (medium === 'email') {
    const content = mode === 'code' ? messages.emailCode(code) : messages.emailLink(link)
    return async () => email?.sender.send({ to: address, ...content, ...(flow !== 'password' && { toStranger: true }) })
  }
  checkCountry(address, settings)
  const content = mode === 'code' ? messages.smsCode(code) : messages.smsLink(link)
  return async () => sms?.sender.send({ to: `+${address}`, ...content })
}

/** The router would refuse this number, so a test message to it would mislead. */
function checkCountry(address: string, { sms }: Settings): void {
  const country = parseInternationalNumber(address)?.country ?? ''
  if (sms?.countries.has(country)) return
  throw new CommandError(
    `\`sms.countries\` lacks ${country}: people with such a number are refused. Add '${country}', or try another number`,
  )
}
