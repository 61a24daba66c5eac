import type { Context, Endpoint, Exchange } from '../context'
import { beginSend, chargeSending, type UndoCharge } from '../delivery/begin-send'
import { deliverNow, type TokenDelivery } from '../delivery/deliver'
import { deliverConcealed } from '../delivery/deliver-concealed'
import { countersOfMessage, countersOfSending, networkLimitOf } from '../delivery/message-limits'
import { notifyAddress } from '../delivery/notify-address'
import { proxyRequestToken } from '../delivery/proxy-request-token'
import { readJson } from '../http/body'
import { invalid } from '../http/grammar'
import { MatrixError } from '../http/matrix-error'
import { requesterOf } from '../http/requester'
import { isAccessToken } from '../identity-server/client'
import { decideWhoSends, type Decision } from '../identity-server/decide'
import type { IdentityServer } from '../identity-server/trusted'
import type { NetworkCharge } from '../limits/network-charge'
import { submitUrl } from '../options/urls'
import { confirmed } from '../proof/proxied-proof'
import { sendTimeMs } from '../senders/deadline'
import type { Delivery } from '../sessions/session-store'
import type { LiveSession, SendUnderWay, TokenRequest } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import { tokenRequestFields, type TokenRequestFields } from './request-token-fields'
import { findRecipient, type Recipient } from './request-token-recipient'

/**
 * `POST .../{email,msisdn}/requestToken` of each flow (Client-Server API, "Password management", "Account registration",
 * "Adding Account Administrative Contact Information"; MSC2078). The steps stand in the order of docs/errors.md: the
 * first that does not fit throws the answer.
 */
export function requestTokenEndpoint(flow: Flow, medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    const { sid, deliver } = await limitRequest(medium, exchange, context, async (message) => {
      const body = await readJson(exchange.request, exchange.response)
      return requestTokenFor(tokenRequestFields(flow, medium, body, context), message, exchange, context)
    })
    return {
      status: 200,
      json: deliver === 'code' ? { sid, submit_url: submitUrl(medium, context.settings) } : { sid },
    }
  }
}

/** The session that was begun or continued, and how its token was sent. */
export interface TokenRequested {
  readonly sid: string
  readonly deliver: Delivery
}

/**
 * Counts a request for its network's limits, and in the same step the message that may be sent for it. The message's
 * count is given back unless it was sent or may have been. If only an identity server can send, the message is counted
 * later.
 *
 * @throws LimitReached over the limit of requests
 */
export async function limitRequest<T>(
  medium: Medium,
  { request, response }: Exchange,
  context: Context,
  steps: (message: NetworkCharge) => Promise<T>,
): Promise<T> {
  const beside = senderOf(medium, context) && networkLimitOf[medium]
  const message = await context.limiters.requestToken(request, response, beside)
  try {
    return await steps(message)
  } finally {
    message.giveBack()
  }
}

/** The steps after the network's limit and the reading of the request. The reset page uses them too. */
export async function requestTokenFor(
  fields: TokenRequestFields,
  message: NetworkCharge,
  exchange: Exchange,
  context: Context,
): Promise<TokenRequested> {
  exchange.privateValues.add(fields.threepid.address)
  await checkAllowed(fields, exchange, context)
  const decision = await decide(fields, exchange, context)
  const recipient = await findRecipient(fields, exchange.privateValues, context)
  exchange.privateValues.add(recipient.threepid.address)
  if (decision.kind === 'local') return sendOrReplay(fields, recipient, message, exchange, context)
  return passOn(fields, recipient, decision.server, message, exchange, context)
}

function senderOf(medium: Medium, { settings: { email, sms } }: Context) {
  return medium === 'email' ? email : sms
}

async function checkAllowed(
  { flow, threepid, country, resetPage }: TokenRequestFields,
  { request }: Exchange,
  { settings }: Context,
): Promise<void> {
  if (country !== undefined && settings.sms && !settings.sms.countries.has(country))
    throw denied('This server does not send text messages to that country')
  const via = resetPage && ({ via: 'page' } as const)
  if ((await settings.allow3pid({ ...threepid, flow, request, ...via })) !== true)
    throw denied('This server does not allow that address')
}

function denied(message: string): MatrixError {
  return new MatrixError(403, 'M_THREEPID_DENIED', message)
}

async function decide(
  { flow, threepid: { medium }, idServer, idAccessToken }: TokenRequestFields,
  { request }: Exchange,
  context: Context,
): Promise<Decision> {
  const { identityServers } = context.settings
  const hasSender = senderOf(medium, context) !== undefined
  const decision = await decideWhoSends({ medium, flow, idServer, hasSender, identityServers, request })
  if (decision.kind === 'proxy' && idAccessToken !== undefined && !isAccessToken(idAccessToken))
    throw invalid('id_access_token is not an access token')
  return decision
}

async function sendOrReplay(
  fields: TokenRequestFields,
  recipient: Recipient,
  message: NetworkCharge,
  { request, privateValues }: Exchange,
  context: Context,
): Promise<TokenRequested> {
  const { settings } = context
  const { threepid, country, userId, to, notice } = recipient
  const { medium } = threepid
  const deliver = senderOf(medium, context)?.deliver ?? 'link'
  const until = performance.now() + sendTimeMs(settings.tokens)
  const concealsEnds = settings.unknownThreepid !== 'reject'
  const session = sessionOf(fields, recipient, { deliver, request, message, concealsEnds })
  const begun = await beginSend(session, { message, counters: countersOfMessage(threepid) }, context)
  if (begun.outcome === 'replay') return { sid: begun.sid, deliver: begun.deliver }
  privateValues.add(begun.sid, begun.token, begun.stopToken)

  const { requester, flow } = session.data
  const { sid, token, stopToken, send } = begun
  const what = { flow, medium, userId, to, deliver, sid, token, stopToken, requester }
  const delivery: TokenDelivery = { ...what, threepid, request, send, until, privateValues }
  if (settings.unknownThreepid === 'reject') {
    await deliverNow(delivery, await chargeSending(countersOfSending({ medium, country }), begun, context), context)
  } else {
    deliverConcealed(delivery, countersOfSending({ medium, country }), context)
    if (flow !== 'password' || settings.unknownThreepid === 'notify') notifyAddress(delivery, notice, context)
  }
  return { sid, deliver }
}

/** Identity servers send links by email and codes by SMS, whatever they answer. */
async function passOn(
  fields: TokenRequestFields,
  recipient: Recipient,
  server: IdentityServer,
  message: NetworkCharge,
  { request, privateValues }: Exchange,
  context: Context,
): Promise<TokenRequested> {
  const { idAccessToken, nextLink } = fields
  const { threepid, country, to } = recipient
  const { medium } = threepid
  // `conceal` excludes identity servers, so there is always a recipient.
  if (to === undefined) throw new TypeError('A request that conceals was to be passed on')
  const deliver = medium === 'email' ? 'link' : 'code'
  const own = sessionOf(fields, recipient, { deliver, request, message, concealsEnds: false })
  const session = { ...own, data: { ...own.data, proxy: { idServer: server.name } } }
  const ofNetwork = message.isCounted ? [] : [{ name: networkLimitOf[medium], network: message.network }]
  const counters = [...ofNetwork, ...countersOfMessage(threepid), ...countersOfSending({ medium, country })]
  const charge = (send: SendUnderWay): Promise<UndoCharge> =>
    chargeSending(counters, { send, undoCharge: message.keep(), reached: message.reached }, context)
  const isConfirmed = async (known: LiveSession) => (await confirmed(known, context, { isFresh: true })) !== undefined
  const { reached } = message
  const asked = { server, session, to: { address: to, country }, idAccessToken, nextLink, privateValues }
  const sid = await proxyRequestToken({ ...asked, charge, reached, isConfirmed }, context)
  return { sid, deliver }
}

function sessionOf(
  { flow, clientSecret, sendAttempt, nextLink, resetPage }: TokenRequestFields,
  { threepid, userId, to }: Recipient,
  {
    deliver,
    request,
    message,
    concealsEnds,
  }: {
    readonly deliver: Delivery
    readonly request: Exchange['request']
    readonly message: NetworkCharge
    readonly concealsEnds: boolean
  },
): TokenRequest {
  return {
    data: {
      flow,
      ...threepid,
      ...(userId !== undefined && { userId }),
      ...(to === undefined && { isDecoy: true }),
      requester: requesterOf(request),
      ...(nextLink !== undefined && { nextLink }),
      ...(resetPage && { resetPage }),
    },
    clientSecret,
    sendAttempt,
    deliver,
    networkTag: message.network.tagAtAddress,
    concealsEnds,
  }
}
