import type { Context } from '../context'
import { MatrixError } from '../http/matrix-error'
import type { RequestTokenFields } from '../identity-server/client'
import { IdentityServerError } from '../identity-server/identity-server-error'
import type { IdentityServer } from '../identity-server/trusted'
import { LimitReached } from '../limits/limit-reached'
import type { SendUnderWay, TokenRequest, TokenToSend } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import type { Uncharge } from './begin-send'

export interface ProxiedRequest {
  readonly server: IdentityServer
  readonly session: TokenRequest
  /** The address that the account stores, with the country of a number. */
  readonly to: { readonly address: string; readonly country: string | undefined }
  readonly idAccessToken: string | undefined
  readonly nextLink: string | undefined
  /** Charges what an SMS is charged; called once, before the identity server is asked. */
  readonly charge: (send: SendUnderWay) => Promise<Uncharge>
}

/**
 * Lets an identity server send the token, and answers the session's `sid`. Of equal requests at the same moment one asks.
 *
 * @throws MatrixError what the identity server refused with
 * @throws IdentityServerError
 */
export async function proxyRequestToken(request: ProxiedRequest, context: Context): Promise<string> {
  const { data, clientSecret, sendAttempt } = request.session
  const { idServer = '' } = data.proxy ?? {}
  const key = JSON.stringify([idServer, data.flow, data.medium, data.address, clientSecret, sendAttempt])
  const underWay = context.proxy.underWay
  const first = underWay.get(key)
  if (first) return first
  const own = askOrReplay(request, context).finally(() => underWay.delete(key))
  underWay.set(key, own)
  // `close()` waits for it, as for what this homeserver sends: the message may be on its way. Whoever asked hears of errors.
  context.background.run(
    async () => void (await own),
    () => undefined,
  )
  return own
}

async function askOrReplay(request: ProxiedRequest, context: Context): Promise<string> {
  const begun = await context.sessions.request(request.session)
  if (begun.outcome === 'limited') throw new LimitReached(begun.limit, begun.retryAfterMs)
  if (begun.outcome === 'send') await ask(request, begun, context)
  return begun.sid
}

async function ask(request: ProxiedRequest, { send, upstreamClientSecret }: TokenToSend, context: Context) {
  const { server, session, idAccessToken, to, nextLink } = request
  const { medium } = session.data
  const uncharge = await request.charge(send)
  try {
    const common = { client_secret: upstreamClientSecret, send_attempt: session.sendAttempt, next_link: nextLink }
    const fields: RequestTokenFields[Medium] =
      medium === 'email'
        ? { email: to.address, ...common }
        : { country: to.country ?? '', phone_number: to.address, ...common }
    const startedAt = performance.now()
    const { sid } = await context.proxy.client.requestToken(server, medium, fields, idAccessToken)
    const durationMs = Math.round(performance.now() - startedAt)
    await send.sent({ sid, ...(idAccessToken !== undefined && { idAccessToken }) })
    const addressHash = context.sessions.hashOf(session.data)
    context.settings.emit({
      type: 'token_sent',
      medium,
      addressHash,
      deliver: session.deliver,
      via: 'proxy',
      durationMs,
    })
  } catch (error) {
    const undone = wasNotSent(error)
    await send.failed(undone)
    if (undone) await uncharge()
    throw error
  }
}

/**
 * Whether the identity server certainly sent nothing: it was never reached, or it refused in a way that is passed on. Of
 * everything else the charge stays: a message that may be out could be sent again without end.
 */
function wasNotSent(error: unknown): boolean {
  if (error instanceof IdentityServerError) return !error.mayHaveActed
  return error instanceof MatrixError && error.status < 500
}
