import type { Context } from '../context'
import { askTrust } from '../identity-server/decide'
import { IdentityServerError } from '../identity-server/identity-server-error'
import type { IdentityServer } from '../identity-server/trusted'
import type { PrivateValues } from '../private-values'
import { sidOf } from '../sessions/sid'
import { tokenAsTyped } from '../sessions/typed-code'
import type { Credentials, LiveSession, ProxiedSession, TokenVerdict } from '../sessions/validation-session'
import { canonicalAddress } from '../threepids/canonical-address'
import type { Medium } from '../threepids/threepid'

/** A proxied session whose identity server has answered, so that it can be asked about the session. */
type AskableSession = ProxiedSession & Required<Pick<LiveSession, 'upstream'>>

/**
 * Submits a token to the session's identity server, and to no other. Undefined if the `sid` belongs to no proxied
 * session. A code is counted before the identity server is asked, because the reference server does not count.
 */
export async function submitToIdentityServer(
  medium: Medium,
  credentials: Credentials,
  token: string,
  privateValues: PrivateValues,
  context: Context,
): Promise<TokenVerdict | undefined> {
  const session = await context.sessions.lookProxied(credentials, { medium })
  if (!session) return undefined
  privateValues.add(session.upstream, session.upstreamClientSecret)
  const server = await serverOf(session, context)
  if (!server || !isAskable(session)) return { outcome: 'gone' }
  const gone = await context.sessions.countTry(session)
  if (gone) return gone
  if (!(await isRight(server, session, tokenAsTyped(token), context)))
    return { outcome: 'wrong', deliver: session.deliver, counted: session.deliver === 'code' }
  if (!(await context.sessions.validate(session))) return { outcome: 'gone' }
  return { outcome: 'right', data: session.data, first: session.state === 'pending' }
}

/**
 * Whether the identity server accepts the token. If nothing is recorded yet, the server must also say that the token is
 * of the address that was asked for.
 */
async function isRight(
  server: IdentityServer,
  session: AskableSession,
  token: string,
  context: Context,
): Promise<boolean> {
  const { upstream, upstreamClientSecret, data, state } = session
  const fields = { sid: upstream.sid, client_secret: upstreamClientSecret, token }
  let isTaken = false
  try {
    isTaken = await context.proxy.client.submitToken(server, data.medium, fields, upstream.idAccessToken)
    return isTaken && (state === 'validated' || (await namesAddress(server, session, context)))
  } catch (error) {
    // An outage must not use up the tries of somebody who has the right code.
    if (isTaken || wasNotReached(error)) await context.sessions.undoTry(session)
    throw error
  }
}

function wasNotReached(error: unknown): boolean {
  return error instanceof IdentityServerError && !error.mayHaveActed
}

/**
 * The session, if its address is confirmed. If a link was sent, the person opens it at the identity server, so that
 * server is asked now, and its answer is recorded: from then on the session is like any other. If a code was sent,
 * nobody is asked: `submitToken` confirms the address. (The question would put the session's name into that server's
 * log while codes can still be guessed.) If many ask at once, one question is sent.
 *
 * @param options.isFresh a kept answer is not good enough, because a message is about to be sent
 */
export async function confirmed(
  session: LiveSession,
  context: Context,
  options: { readonly isFresh?: boolean } = {},
): Promise<LiveSession | undefined> {
  if (session.state === 'validated') return session
  if (!isProxied(session) || !isAskable(session) || session.deliver !== 'link') return undefined
  return context.proxy.questions.ask(sidOf(session.ref), () => askAndRecord(session, context), options)
}

async function askAndRecord(session: AskableSession, context: Context): Promise<LiveSession | undefined> {
  const { sessions, settings } = context
  const server = await serverOf(session, context)
  if (!server || !(await namesAddress(server, session, context))) return undefined
  if (!(await sessions.validate(session))) return undefined
  const { data, ref } = session
  settings.emit({ type: 'validated', medium: data.medium, addressHash: sessions.hashOf(data), via: 'proxy' })
  const recorded = await sessions.lookByRef(ref)
  return recorded?.state === 'validated' ? recorded : undefined
}

/** The server's answer counts only if it names the address that was asked for. */
async function namesAddress(
  server: IdentityServer,
  { data, upstream, upstreamClientSecret }: AskableSession,
  { proxy }: Context,
): Promise<boolean> {
  const fields = { sid: upstream.sid, client_secret: upstreamClientSecret }
  const proved = await proxy.client.getValidated3pid(server, fields, upstream.idAccessToken)
  return proved?.medium === data.medium && canonicalAddress(data.medium, proved.address) === data.address
}

function isProxied(session: LiveSession): session is ProxiedSession {
  return session.data.proxy !== undefined
}

function isAskable(session: ProxiedSession): session is AskableSession {
  return session.upstream !== undefined
}

/**
 * The identity server that was recorded in the session, if it is still trusted. What a client names now does not
 * matter.
 */
async function serverOf({ data }: ProxiedSession, { settings }: Context): Promise<IdentityServer | undefined> {
  const { trust } = settings.identityServers ?? {}
  return trust ? askTrust(() => trust.resolve(data.proxy.idServer)) : undefined
}
