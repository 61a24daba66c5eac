import type { Context, Endpoint, Exchange } from '../context'
import { deliverConcealed, deliverNow, type TokenDelivery } from '../delivery/deliver'
import { notifyNoAccount } from '../delivery/notify-no-account'
import { proxyRequestToken } from '../delivery/proxy-request-token'
import { chargeSms } from '../delivery/sms-limits'
import { readJson } from '../http/body'
import { invalid } from '../http/grammar'
import { MatrixError } from '../http/matrix-error'
import { networkOf } from '../http/network'
import { askedBy } from '../http/requester'
import { isAccessToken } from '../identity-server/client'
import { decideWay, type Way } from '../identity-server/decide'
import type { IdentityServer } from '../identity-server/trusted'
import { LimitReached } from '../limits/limit-reached'
import { submitUrl } from '../options/urls'
import { sendTimeMs } from '../senders/deadline'
import { StoreUnavailableError, type Delivery } from '../sessions/session-store'
import type { Medium, Threepid } from '../threepids/threepid'
import { findAccount, notFound, type FoundAccount } from './request-token-account'
import { tokenRequestFields, type TokenRequestFields } from './request-token-fields'

/**
 * `POST /account/password/{email,msisdn}/requestToken` (Client-Server API, "Password management"; MSC2078). The steps
 * stand in the order of the table of answers: the first that does not fit throws the answer.
 */
export function requestTokenEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    await context.limiters.requestToken(exchange.request, exchange.response)
    const body = await readJson(exchange.request, exchange.response)
    const { sid, deliver } = await requestTokenFor(tokenRequestFields(medium, body, context), exchange, context)
    return {
      status: 200,
      json: deliver === 'code' ? { sid, submit_url: submitUrl(medium, context.settings) } : { sid },
    }
  }
}

/** The session that was begun or taken up, and what was sent to prove it. */
export interface TokenRequested {
  readonly sid: string
  readonly deliver: Delivery
}

/** The steps behind the network's limit and the reading of the request: the reset page asks with them too. */
export async function requestTokenFor(
  fields: TokenRequestFields,
  exchange: Exchange,
  context: Context,
): Promise<TokenRequested> {
  await checkAllowed(fields, exchange, context)
  const way = await decide(fields, exchange, context)
  exchange.privateValues.add(fields.threepid.address)
  const account = await findAccount(fields, context)
  exchange.privateValues.add(account?.userId, account?.address, account?.threepid.address)
  if (way.way === 'local') return sendOrReplay(fields, account, exchange, context)
  return passOn(fields, account, way.server, exchange, context)
}

async function checkAllowed(
  { threepid, country, resetPage }: TokenRequestFields,
  { request }: Exchange,
  { settings }: Context,
): Promise<void> {
  if (country !== undefined && settings.sms && !settings.sms.countries.has(country))
    throw denied('This server does not send text messages to that country')
  if (
    (await settings.allow3pid({ ...threepid, flow: 'password', request, ...(resetPage && { via: 'page' }) })) !== true
  )
    throw denied('This server does not allow that address')
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
  const hasSender = (medium === 'email' ? settings.email : settings.sms) !== undefined
  const way = await decideWay({
    medium,
    flow: 'password',
    idServer,
    hasSender,
    identityServers: settings.identityServers,
    request,
  })
  if (way.way === 'proxy' && idAccessToken !== undefined && !isAccessToken(idAccessToken))
    throw invalid('id_access_token is not an access token')
  return way
}

/** The session belongs to the address that is written to, so that no spelling of it gets limits of its own. */
async function sendOrReplay(
  fields: TokenRequestFields,
  account: FoundAccount | undefined,
  { request, privateValues }: Exchange,
  context: Context,
): Promise<TokenRequested> {
  const { settings, sessions } = context
  const threepid = account?.threepid ?? fields.threepid
  const deliver = (threepid.medium === 'email' ? settings.email : settings.sms)?.deliver ?? 'link'
  const asked = askedBy(request)
  const until = performance.now() + sendTimeMs(settings.tokens)
  const { clientSecret, sendAttempt, nextLink, resetPage } = fields
  const begun = await sessions.request({
    data: {
      flow: 'password',
      ...threepid,
      ...(account ? { userId: account.userId } : { isDecoy: true }),
      asked,
      ...(nextLink !== undefined && { nextLink }),
      ...(resetPage && { resetPage }),
    },
    clientSecret,
    sendAttempt,
    deliver,
    network: networkOf(request),
    concealsEnds: settings.unknownThreepid !== 'reject',
  })
  if (begun.outcome === 'limited') throw new LimitReached(begun.limit, begun.retryAfterMs)
  if (begun.outcome === 'replay') return { sid: begun.sid, deliver: begun.deliver }
  privateValues.add(begun.sid, begun.token)

  const language = await settings.messages.language(request, account?.userId)
  const country = account?.country ?? fields.country
  const uncharge = await chargeOrGiveUp({ ...threepid, country, network: networkOf(request) }, begun.send, context)
  const delivery = { ...begun, threepid, account, deliver, asked, language, uncharge, until, privateValues }
  await send(delivery, context)
  return { sid: begun.sid, deliver }
}

/** An identity server sends a link by email and a code by SMS, whatever it says of it. */
async function passOn(
  { clientSecret, sendAttempt, nextLink, idAccessToken, resetPage }: TokenRequestFields,
  account: FoundAccount | undefined,
  server: IdentityServer,
  { request }: Exchange,
  context: Context,
): Promise<TokenRequested> {
  // Without an account nothing goes to another server; `conceal` and identity servers exclude each other.
  if (!account) throw notFound()
  const { threepid, userId, address, country } = account
  const deliver = threepid.medium === 'email' ? 'link' : 'code'
  const proxy = { idServer: server.name }
  const next = { ...(nextLink !== undefined && { nextLink }), ...(resetPage && { resetPage }) }
  const data = { flow: 'password' as const, ...threepid, userId, asked: askedBy(request), proxy, ...next }
  const session = { data, clientSecret, sendAttempt, deliver, network: networkOf(request) } as const
  const charge = (send: TokenDelivery['send']) =>
    chargeOrGiveUp({ ...threepid, country, network: session.network }, send, context)
  const to = { address, country }
  const sid = await proxyRequestToken({ server, session, to, idAccessToken, nextLink, charge }, context)
  return { sid, deliver }
}

async function chargeOrGiveUp(
  { medium, address, country, network }: Threepid & { readonly country: string | undefined; readonly network: string },
  send: TokenDelivery['send'],
  { settings, counterKey, background }: Context,
): Promise<TokenDelivery['uncharge']> {
  if (medium !== 'msisdn' || country === undefined) return () => Promise.resolve()
  try {
    return await chargeSms({ address, country, network }, settings.limits, settings.store, counterKey)
  } catch (error) {
    // While the store is away nobody waits for it twice: the lease ends by itself.
    if (error instanceof StoreUnavailableError) {
      background.run(
        () => send.failed(true),
        () => undefined,
      )
    } else {
      await send.failed(true)
    }
    throw error
  }
}

async function send(delivery: TokenDelivery, context: Context): Promise<void> {
  const { unknownThreepid } = context.settings
  if (unknownThreepid === 'reject') return deliverNow(delivery, context)
  deliverConcealed(delivery, context)
  if (unknownThreepid === 'notify') notifyNoAccount(delivery, context)
}
