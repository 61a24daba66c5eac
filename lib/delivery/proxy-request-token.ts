import type { Context } from '../context'
import { reportTrouble } from '../error-answer'
import { MatrixError } from '../http/matrix-error'
import type { RequestTokenFields } from '../identity-server/client'
import { IdentityServerError } from '../identity-server/identity-server-error'
import type { IdentityServer } from '../identity-server/trusted'
import type { Charge } from '../limits/charges'
import type { PrivateValues } from '../private-values'
import { sendTimeMs } from '../senders/deadline'
import type { Upstream } from '../sessions/session-data'
import type { LiveSession, SendUnderWay, TokenRequest, TokenToSend } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import { longestWait, type UndoCharge } from './begin-send'

interface ProxiedRequest {
  readonly server: IdentityServer
  readonly session: TokenRequest
  /** The address that the account stores, with the country of a number. */
  readonly to: { readonly address: string; readonly country: string | undefined }
  readonly idAccessToken: string | undefined
  readonly nextLink: string | undefined
  /** Asks the identity server whether a session's address is confirmed, and records it if so. */
  readonly isConfirmed: (session: LiveSession) => Promise<boolean>
  /**
   * Counts the message. Called once, before the identity server is asked. If this throws, the send was undone already.
   */
  readonly charge: (send: SendUnderWay) => Promise<UndoCharge>
  /** A limit that was reached before. `charge` refuses because of it, but a replay is answered. */
  readonly reached: Charge['reached']
  /** The private values of the request. */
  readonly privateValues: PrivateValues
}

/**
 * Lets an identity server send the token, and answers this homeserver's `sid` of the session. Of equal requests at the
 * same moment only one asks the server; the others are answered at once.
 *
 * @throws MatrixError what the identity server refused with
 * @throws IdentityServerError
 */
export async function proxyRequestToken(request: ProxiedRequest, context: Context): Promise<string> {
  const until = performance.now() + sendTimeMs(context.settings.tokens)
  const begun = await context.sessions.request(request.session)
  if (begun.outcome === 'limited') throw longestWait(begun, request.reached)
  if (begun.outcome === 'send') {
    const passedOn = passOn(request, begun, until, context)
    // `close()` waits for this as well, because a message may be on its way. The requester gets any error.
    context.background.run(() => passedOn, nobodyElse)
    await passedOn
  }
  return begun.sid
}

async function passOn(request: ProxiedRequest, begun: TokenToSend, until: number, context: Context): Promise<void> {
  const { send } = begun
  if (await wasConfirmed(request, begun, context)) return send.failed(true)
  const undoCharge = await request.charge(send)
  const startedAt = performance.now()
  const upstream = await ask(request, begun, until, context).catch(async (error: unknown) => {
    await undoSend(send, undoCharge, wasNotSent(error), context)
    throw error
  })
  const durationMs = Math.round(performance.now() - startedAt)
  try {
    await send.sent(upstream)
  } catch (error) {
    // The message was sent. If the same attempt is asked for once more, the identity server answers as before and sends
    // nothing.
    context.background.run(() => send.failed(false), nobodyElse)
    throw error
  }
  const { data, deliver } = request.session
  const { medium } = data
  context.settings.emit(() => {
    return { type: 'token_sent', medium, addressHash: context.sessions.hashOf(data), deliver, via: 'proxy', durationMs }
  })
}

/**
 * Asked before a resend: the link of an earlier message may have been clicked at the identity server, which did not
 * tell this homeserver.
 */
async function wasConfirmed(
  { idAccessToken, isConfirmed }: ProxiedRequest,
  begun: TokenToSend,
  context: Context,
): Promise<boolean> {
  if (!begun.upstream) return false
  try {
    const session = await context.sessions.lookByRef(begun.ref)
    // The access token of this request is newer than the stored one.
    const upstream = { ...begun.upstream, ...(idAccessToken !== undefined && { idAccessToken }) }
    return session !== undefined && (await isConfirmed({ ...session, upstream }))
  } catch (error) {
    await undoSend(begun.send, undefined, true, context)
    throw error
  }
}

async function ask(
  { server, session, idAccessToken, to, nextLink, privateValues }: ProxiedRequest,
  { upstreamClientSecret }: TokenToSend,
  until: number,
  { proxy }: Context,
): Promise<Upstream> {
  const { medium } = session.data
  privateValues.add(upstreamClientSecret)
  if (performance.now() >= until) throw tooLate()
  const common = { client_secret: upstreamClientSecret, send_attempt: session.sendAttempt, next_link: nextLink }
  const fields: RequestTokenFields[Medium] =
    medium === 'email'
      ? { email: to.address, ...common }
      : { country: to.country ?? '', phone_number: to.address, ...common }
  const { sid } = await proxy.client.requestToken(server, medium, fields, idAccessToken)
  privateValues.add(sid)
  return { sid, ...(idAccessToken !== undefined && { idAccessToken }) }
}

/** The lease is about to expire, and another process may begin the same send. */
function tooLate(): MatrixError {
  return new MatrixError(502, 'M_UNKNOWN', 'The message could not be sent in time: please try again in a moment')
}

/**
 * If this fails, the message stays counted and its lease expires; the answer is still about the identity server, not
 * about the store.
 */
async function undoSend(
  send: SendUnderWay,
  undoCharge: UndoCharge | undefined,
  certainlyNotSent: boolean,
  { settings }: Context,
): Promise<void> {
  try {
    await send.failed(certainlyNotSent)
    if (certainlyNotSent) await undoCharge?.()
  } catch (error) {
    reportTrouble(error, 'send', settings)
  }
}

/**
 * Whether the identity server certainly sent nothing: it was not reached, or refused with an error that is passed on.
 * Otherwise the message stays counted, because it could be sent again without end.
 */
function wasNotSent(error: unknown): boolean {
  if (error instanceof IdentityServerError) return !error.mayHaveActed
  return error instanceof MatrixError
}

/** For errors that the requester was told already, or that concern nobody. */
function nobodyElse(): void {
  return undefined
}
