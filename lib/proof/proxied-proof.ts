import type { Context } from '../context'
import { isAccessToken, type SessionFields } from '../identity-server/client'
import { askTrust } from '../identity-server/decide'
import { IdentityServerError } from '../identity-server/identity-server-error'
import type { IdentityServer } from '../identity-server/trusted'
import type { Credentials, LiveSession, ProxiedSession, TokenVerdict } from '../sessions/validation-session'
import { canonicalAddress } from '../threepids/canonical-address'
import type { Medium } from '../threepids/threepid'

/** How far an identity server's clock may be behind. */
const clockToleranceMs = 60_000

/**
 * Takes a token to the identity server of its session, and to no other. Undefined where the `sid` is of no proxied session. A
 * code is counted before that server is asked: the reference one counts nothing.
 */
export async function submitToIdentityServer(
  medium: Medium,
  credentials: Credentials,
  token: string,
  context: Context,
): Promise<TokenVerdict | undefined> {
  if (!context.settings.identityServers) return undefined
  const session = await context.sessions.lookProxied(credentials, [medium])
  if (!session) return undefined
  const server = await serverOf(session, context)
  if (!server) return { outcome: 'gone' }
  const gone = await context.sessions.countTry(session)
  if (gone) return gone
  const fields = { sid: credentials.sid, client_secret: credentials.clientSecret, token }
  if (!(await isRight(server, medium, fields, session, context))) return { outcome: 'wrong', deliver: session.deliver }
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
    return await proxy.client.submitToken(server, medium, fields, session.proxy.idAccessToken)
  } catch (error) {
    // An outage must not use up the tries of whoever has the right code.
    if (wasNotReached(error)) await sessions.takeBackTry(session)
    throw error
  }
}

function wasNotReached(error: unknown): boolean {
  return error instanceof IdentityServerError && !error.mayHaveActed
}

/**
 * When the address of a session was proved, or undefined: by this homeserver's own record, or, for a proxied session, by the
 * word of its identity server. That word counts where it names the address that was asked for, was given for this session
 * (a `sid` may come again), and is no older than a proof may be.
 */
export async function validatedAt(
  session: LiveSession,
  { sid, clientSecret, idAccessToken }: Credentials & { readonly idAccessToken?: string | undefined },
  context: Context,
): Promise<number | undefined> {
  if (!session.data.proxy) return session.validatedAt ?? undefined
  const { medium, address, proxy } = session.data
  const server = await serverOf({ proxy }, context)
  if (!server) return undefined
  // A session that was begun over v2 is asked about over v2: with the credentials' own token, else with the kept one.
  const own = idAccessToken !== undefined && isAccessToken(idAccessToken) ? idAccessToken : undefined
  const accessToken = proxy.idAccessToken === undefined ? undefined : (own ?? proxy.idAccessToken)
  const fields = { sid, client_secret: clientSecret }
  const proved = await context.proxy.client.getValidated3pid(server, fields, accessToken)
  if (proved?.medium !== medium || canonicalAddress(medium, proved.address) !== address) return undefined
  const at = Math.min(proved.validatedAt, Date.now())
  const isOfThisSession = at >= session.startedAt - clockToleranceMs
  if (!isOfThisSession || Date.now() >= at + context.settings.tokens.validatedLifetimeMs) return undefined
  await recordProof(session, context)
  return at
}

/** A link is clicked at the identity server: here it is learnt when somebody asks. From then on the session lives as long as
 * a proof does, and asks for no more messages. */
async function recordProof(session: LiveSession, { sessions, settings }: Context): Promise<void> {
  if (session.state !== 'pending' || session.deliver !== 'link' || !isProxied(session)) return
  if (!(await sessions.validate(session))) return
  const { data } = session
  settings.emit({ type: 'validated', medium: data.medium, addressHash: sessions.hashOf(data), via: 'proxy' })
}

function isProxied(session: LiveSession | ProxiedSession): session is ProxiedSession {
  return 'boundAs' in session
}

/** The identity server that the session recorded, if it is still trusted; what a client names now changes nothing. */
async function serverOf(
  { proxy }: Pick<ProxiedSession, 'proxy'>,
  { settings }: Context,
): Promise<IdentityServer | undefined> {
  const { trust } = settings.identityServers ?? {}
  return trust ? askTrust(() => trust.resolve(proxy.idServer)) : undefined
}
