import type { Context } from '../context'
import type { SessionFields } from '../identity-server/client'
import { askTrust } from '../identity-server/decide'
import { IdentityServerError } from '../identity-server/identity-server-error'
import type { IdentityServer } from '../identity-server/trusted'
import type { PrivateValues } from '../private-values'
import type { Credentials, LiveSession, ProxiedSession, TokenVerdict } from '../sessions/validation-session'
import { canonicalAddress } from '../threepids/canonical-address'
import type { Medium } from '../threepids/threepid'

/**
 * Takes a token to the identity server of its session, and to no other. Undefined where the `sid` is of no proxied session. A
 * code is counted before that server is asked: the reference one counts nothing.
 */
export async function submitToIdentityServer(
  medium: Medium,
  credentials: Credentials,
  token: string,
  privateValues: PrivateValues,
  context: Context,
): Promise<TokenVerdict | undefined> {
  if (!context.settings.identityServers) return undefined
  const session = await context.sessions.lookProxied(credentials, { medium })
  if (!session) return undefined
  privateValues.add(session.upstream, session.upstreamClientSecret)
  const server = await serverOf(session, context)
  if (!server || !session.upstream) return { outcome: 'gone' }
  const gone = await context.sessions.countTry(session)
  if (gone) return gone
  const fields = { sid: session.upstream.sid, client_secret: session.upstreamClientSecret, token }
  if (!(await isRight(server, medium, fields, session, context)))
    return { outcome: 'wrong', deliver: session.deliver, counted: session.deliver === 'code' }

  if (!(await context.sessions.validate(session))) return { outcome: 'gone' }
  return { outcome: 'right', data: session.data, first: session.state === 'pending' }
}

async function isRight(
  server: IdentityServer,
  medium: Medium,
  fields: SessionFields & { readonly token: string },
  session: ProxiedSession,
  { proxy, sessions }: Context,
): Promise<boolean> {
  try {
    return await proxy.client.submitToken(server, medium, fields, session.upstream?.idAccessToken)
  } catch (error) {
    // An outage must not use up the tries of whoever has the right code.
    if (wasNotReached(error)) await sessions.undoTry(session)
    throw error
  }
}

function wasNotReached(error: unknown): boolean {
  return error instanceof IdentityServerError && !error.mayHaveActed
}

/**
 * When the address of a session was confirmed, by this homeserver's clock, or null. A link is clicked at the identity
 * server: here it is learnt when somebody asks, and recorded; what that server says counts where it names the address that
 * was asked for. A code is known to be right once `submitToken` has heard so, and is not asked about.
 */
export async function validatedAt(session: LiveSession, context: Context): Promise<number | undefined> {
  if (session.state === 'validated') return session.validatedAt
  if (!isProxied(session) || session.deliver !== 'link' || !session.upstream) return undefined
  const { medium, address } = session.data
  const server = await serverOf(session, context)
  if (!server) return undefined
  const { sid, idAccessToken } = session.upstream
  const fields = { sid, client_secret: session.upstreamClientSecret }
  const proved = await context.proxy.client.getValidated3pid(server, fields, idAccessToken)
  if (proved?.medium !== medium || canonicalAddress(medium, proved.address) !== address) return undefined
  return recordProof(session, context)
}

/** From then on the session lives as long as a proof does, and asks for no more messages. */
async function recordProof(session: LiveSession, { sessions, settings }: Context): Promise<number | undefined> {
  if (!(await sessions.validate(session))) return undefined
  const { data, ref } = session
  settings.emit({ type: 'validated', medium: data.medium, addressHash: sessions.hashOf(data), via: 'proxy' })
  return (await sessions.lookByRef(ref))?.validatedAt
}

function isProxied(session: LiveSession): session is ProxiedSession {
  return session.data.proxy !== undefined
}

/** The identity server that the session recorded, if it is still trusted; what a client names now changes nothing. */
async function serverOf({ data }: ProxiedSession, { settings }: Context): Promise<IdentityServer | undefined> {
  const { trust } = settings.identityServers ?? {}
  return trust ? askTrust(() => trust.resolve(data.proxy.idServer)) : undefined
}
