import { isAccessToken } from '../identity-server/client'
import { decideWay, type Way } from '../identity-server/decide'
import type { IdentityServer } from '../identity-server/trusted'
import type { Answer } from '../http/answer'
import { readJson, type Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkSendAttempt, invalid } from '../http/grammar'
import { MatrixError } from '../http/matrix-error'
import { networkOf } from '../http/network'
import { limitExceeded } from '../limits/network-limiter'
import { chargeSms } from '../limits/sms-limits'
import { sendTimeMs } from '../senders/deadline'
import type { Account } from '../options/options'
import { StoreUnavailableError } from '../sessions/session-store'
import { canonicalAddress } from '../threepids/canonical-address'
import { canonicalEmailAddress } from '../threepids/email-address'
import { isCountry, parseDialledNumber, parseStoredNumber, type PhoneNumber } from '../threepids/phone-number'
import type { Medium, Threepid } from '../threepids/threepid'
import { askedBy } from './asked-by'
import type { Context, Endpoint, Exchange } from './context'
import { deliverConcealed, deliverNow, type TokenDelivery } from './deliver'
import { checkNextLink } from './next-link'
import { notifyNoAccount } from './notify-no-account'
import { proxyRequestToken } from './proxy-request-token'
import { submitUrl } from './urls'

const common = {
  client_secret: { type: 'string', required: true },
  send_attempt: { type: 'number', required: true },
  next_link: { type: 'string' },
  id_server: { type: 'string' },
  id_access_token: { type: 'string' },
} as const
const emailRules = { email: { type: 'string', required: true }, ...common } as const
const msisdnRules = {
  country: { type: 'string', required: true },
  phone_number: { type: 'string', required: true },
  ...common,
} as const

/** What was asked for, checked. */
interface TokenRequestFields {
  readonly threepid: Threepid
  /** Of a phone number: the country that it belongs to. */
  readonly country: string | null
  readonly clientSecret: string
  readonly sendAttempt: number
  readonly nextLink: string | undefined
  readonly idServer: string | undefined
  readonly idAccessToken: string | undefined
}

/**
 * `POST /account/password/{email,msisdn}/requestToken` (Client-Server API, "Password management"; MSC2078). The steps
 * stand in the order of the table of answers: the first that does not fit throws the answer.
 */
export function requestTokenEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    await context.limiters.requestToken(exchange.request, exchange.response)
    const body = await readJson(exchange.request, exchange.response)
    const fields = medium === 'email' ? emailFields(body, context) : msisdnFields(body, context)
    await checkAllowed(fields, context)
    const way = await decide(fields, exchange, context)
    const account = await findAccount(fields, context)
    if (way.way === 'local') return sendOrReplay(fields, account, exchange, context)
    return passOn(fields, account, way.server, exchange, context)
  }
}

function emailFields(body: Fields, context: Context): TokenRequestFields {
  const fields = takeFields(body, emailRules, 'M_MISSING_PARAM')
  const checked = commonFields(fields, context)
  const address = canonicalEmailAddress(fields.email)
  if (address === null) throw invalid('That is not an email address that mail can be sent to')
  return { ...checked, threepid: { medium: 'email', address }, country: null }
}

function msisdnFields(body: Fields, context: Context): TokenRequestFields {
  const fields = takeFields(body, msisdnRules, 'M_MISSING_PARAM')
  const checked = commonFields(fields, context)
  if (!isCountry(fields.country)) throw invalid('country must be two capital letters, such as GB')
  const number = parseDialledNumber({ country: fields.country, phoneNumber: fields.phone_number })
  if (number === null) throw invalid('That is not a mobile number that can be texted')
  return { ...checked, threepid: { medium: 'msisdn', address: number.address }, country: number.country }
}

function commonFields(
  fields: {
    readonly client_secret: string
    readonly send_attempt: number
    readonly next_link: string | undefined
    readonly id_server: string | undefined
    readonly id_access_token: string | undefined
  },
  { settings }: Context,
) {
  return {
    clientSecret: checkOpaqueId('client_secret', fields.client_secret),
    sendAttempt: checkSendAttempt(fields.send_attempt),
    nextLink: fields.next_link === undefined ? undefined : checkNextLink(fields.next_link, settings),
    idServer: fields.id_server,
    // Empty is the same as absent: it names nobody.
    idAccessToken: fields.id_access_token === '' ? undefined : fields.id_access_token,
  }
}

async function checkAllowed({ threepid, country }: TokenRequestFields, { settings }: Context): Promise<void> {
  if (country !== null && settings.sms && !settings.sms.countries.has(country)) {
    throw denied('This server does not send text messages to that country')
  }
  if ((await settings.allow3pid(threepid)) !== true) throw denied('This server does not allow that address')
}

function denied(message: string): MatrixError {
  return new MatrixError(403, 'M_THREEPID_DENIED', message)
}

async function decide(
  { threepid, idServer, idAccessToken }: TokenRequestFields,
  { request }: Exchange,
  { settings }: Context,
): Promise<Way> {
  const { medium } = threepid
  const hasSender = (medium === 'email' ? settings.email : settings.sms) !== null
  const way = await decideWay({ medium, idServer, hasSender, identityServers: settings.identityServers, request })
  if (way.way === 'proxy' && idAccessToken !== undefined && !isAccessToken(idAccessToken)) {
    throw invalid('id_access_token is not an access token')
  }
  return way
}

/** Who is written to: `address` as a sender takes it, `threepid` as the account's own address is canonically. */
interface FoundAccount {
  readonly userId: string
  readonly address: string
  readonly threepid: Threepid
  readonly country: string | null
}

/** @throws MatrixError 400 `M_THREEPID_NOT_FOUND` where nobody has the address and that may be told */
async function findAccount(asked: TokenRequestFields, { settings }: Context): Promise<FoundAccount | null> {
  const { medium } = asked.threepid
  const account = await settings.accounts.findByThreepid(asked.threepid)
  const found = account ? deliverable(account, asked, settings) : null
  if (account && !found) {
    settings.logger.error({ medium }, 'accounts.findByThreepid answered an address that no message is sent to')
  }
  if (!found && settings.unknownThreepid === 'reject') throw notFound()
  return found
}

function notFound(): MatrixError {
  return new MatrixError(400, 'M_THREEPID_NOT_FOUND', 'No account on this server has that address')
}

/** Null for an address that is none, or a number of a country that is not texted: the account's own number is judged too. */
function deliverable(
  { userId, address }: Account,
  asked: TokenRequestFields,
  { sms }: Context['settings'],
): FoundAccount | null {
  if (typeof userId !== 'string' || userId === '') return null
  const { medium } = asked.threepid
  if (medium === 'email') {
    const canonical = canonicalAddress(medium, address)
    return canonical === null ? null : { userId, address, threepid: { medium, address: canonical }, country: null }
  }
  const number = storedNumber(address, asked)
  if (!number || (sms && !sms.countries.has(number.country))) return null
  const threepid = { medium, address: number.address }
  return { userId, address: `+${number.address}`, threepid, country: number.country }
}

/** Most accounts store the very number that was asked for: it is parsed once. */
function storedNumber(stored: unknown, { threepid, country }: TokenRequestFields): PhoneNumber | null {
  if (country !== null && (stored === threepid.address || stored === `+${threepid.address}`)) {
    return { address: threepid.address, country }
  }
  return typeof stored === 'string' ? parseStoredNumber(stored) : null
}

/** The session belongs to the address that is written to, so that no spelling of it gets limits of its own. */
async function sendOrReplay(
  fields: TokenRequestFields,
  account: FoundAccount | null,
  { request }: Exchange,
  context: Context,
): Promise<Answer> {
  const { settings, sessions } = context
  const threepid = account?.threepid ?? fields.threepid
  const deliver = (threepid.medium === 'email' ? settings.email : settings.sms)?.deliver ?? 'link'
  const asked = askedBy(request)
  const until = performance.now() + sendTimeMs(settings.tokens)
  const { clientSecret, sendAttempt, nextLink } = fields
  const begun = await sessions.request({
    data: { ...threepid, userId: account?.userId ?? null, asked, ...(nextLink !== undefined && { nextLink }) },
    clientSecret,
    sendAttempt,
    deliver,
    network: networkOf(request),
  })
  if (begun.outcome === 'limited') throw limitExceeded(begun.limit, begun.retryAfterMs)
  if (begun.outcome === 'replay') return tokenAnswer(begun.sid, threepid.medium, begun.deliver, context)

  const language = await settings.messages.language(request, account?.userId)
  const country = account?.country ?? fields.country
  const uncharge = await chargeOrGiveUp({ ...threepid, country, network: networkOf(request) }, begun.send, context)
  const delivery = { ...begun, threepid, account, deliver, asked, language, uncharge, until }
  await send(delivery, context)
  return tokenAnswer(begun.sid, threepid.medium, deliver, context)
}

/** An identity server sends a link by email and a code by SMS, whatever it says of it. */
async function passOn(
  { clientSecret, sendAttempt, nextLink, idAccessToken }: TokenRequestFields,
  account: FoundAccount | null,
  server: IdentityServer,
  { request }: Exchange,
  context: Context,
): Promise<Answer> {
  // Without an account nothing goes to another server; `conceal` and identity servers exclude each other.
  if (!account) throw notFound()
  const { threepid, userId, address, country } = account
  const deliver = threepid.medium === 'email' ? 'link' : 'code'
  const proxy = { idServer: server.name, ...(idAccessToken !== undefined && { idAccessToken }) }
  const next = nextLink !== undefined && { nextLink }
  const data = { ...threepid, userId, asked: askedBy(request), proxy, ...next }
  const session = { data, clientSecret, sendAttempt, deliver, network: networkOf(request) } as const
  const charge = (send: TokenDelivery['send']) =>
    chargeOrGiveUp({ ...threepid, country, network: session.network }, send, context)
  const to = { address, country }
  const sid = await proxyRequestToken({ server, session, to, idAccessToken, nextLink, charge }, context)
  return tokenAnswer(sid, threepid.medium, deliver, context)
}

async function chargeOrGiveUp(
  { medium, address, country, network }: Threepid & { readonly country: string | null; readonly network: string },
  send: TokenDelivery['send'],
  { settings, counterKey, background }: Context,
): Promise<TokenDelivery['uncharge']> {
  if (medium !== 'msisdn' || country === null) return () => Promise.resolve()
  try {
    return await chargeSms({ address, country, network }, settings.limits, settings.store, counterKey)
  } catch (error) {
    // While the store is away nobody waits for it twice: the lease ends by itself.
    if (error instanceof StoreUnavailableError)
      background.run(
        () => send.failed(true),
        () => undefined,
      )
    else await send.failed(true)
    throw error
  }
}

async function send(delivery: TokenDelivery, context: Context): Promise<void> {
  const { unknownThreepid } = context.settings
  if (unknownThreepid === 'reject') return deliverNow(delivery, context)
  deliverConcealed(delivery, context)
  if (unknownThreepid === 'notify') notifyNoAccount(delivery, context)
}

function tokenAnswer(sid: string, medium: Medium, deliver: 'link' | 'code', { settings }: Context): Answer {
  return { status: 200, json: deliver === 'code' ? { sid, submit_url: submitUrl(medium, settings) } : { sid } }
}
