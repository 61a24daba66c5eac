import type { Context, Endpoint, Exchange } from '../context'
import { sendNotice } from '../delivery/notice'
import { readJson } from '../http/body'
import type { Answer } from '../http/answer'
import { takeFields } from '../http/fields'
import { invalid, isOpaqueId } from '../http/grammar'
import { type Errcode, MatrixError } from '../http/matrix-error'
import { requesterOf } from '../http/requester'
import { defaults } from '../options/defaults'
import type { AccountPasswordOptions } from '../options/options'
import { LimitReached } from '../limits/limit-reached'
import type { PrivateValues } from '../private-values'
import { takeCredentials } from '../proof/credentials'
import { redeemSession } from '../proof/redeem'
import { type ConfirmedSession, confirmedSession } from '../proof/validated-threepid'
import { newId } from '../sessions/secrets'
import type { Credentials, LiveSession, SealedSession } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'

const rules = {
  auth: { type: 'object' },
  new_password: { type: 'string' },
  logout_devices: { type: 'boolean' },
} as const
const authRules = {
  type: { type: 'string' },
  session: { type: 'string' },
  threepid_creds: { type: 'object' },
  threepidCreds: { type: 'object' },
} as const

/** The stages of User-Interactive Authentication that a confirmed address completes, and the medium of each. */
const stages: ReadonlyMap<string, Medium> = new Map([
  ['m.login.email.identity', 'email'],
  ['m.login.msisdn', 'msisdn'],
])

/**
 * `POST /account/password` (Client-Server API, "Password management") for somebody without an access token. Its only
 * stage is a confirmed address. Clients poll it while the person looks into their mailbox; until the address is
 * confirmed the answer is 401.
 */
export function accountPasswordEndpoint(options: AccountPasswordOptions, context: Context): Endpoint {
  return async (exchange) => {
    const { body, auth } = await readBody(exchange, context)
    const credentials = takeCredentials(auth.threepid_creds ?? auth.threepidCreds)
    const session = await confirmedBy(auth.type, credentials, exchange, context)
    if (!session || !credentials) return unauthorized(auth.session, context)
    const change = { newPassword: checkPassword(body.new_password), logoutDevices: body.logout_devices ?? true }
    const isChanged = await changePassword({ session, credentials, ...change }, options, exchange, context)
    if (!isChanged) return unauthorized(auth.session, context)
    return { status: 200, json: {} }
  }
}

/** A confirmed session, and the new password for its account. */
interface PasswordChange {
  readonly session: ConfirmedSession
  readonly credentials: Credentials
  readonly newPassword: string
  readonly logoutDevices: boolean
}

/**
 * Uses a confirmed session for a new password, and tells the person by mail. False if the session can't be used (any
 * more).
 */
export async function changePassword(
  { session, credentials, newPassword, logoutDevices }: PasswordChange,
  options: AccountPasswordOptions,
  exchange: Exchange,
  context: Context,
): Promise<boolean> {
  const { userId, medium } = session.data
  if (userId === undefined) return false
  const changed = await redeemSession(
    { session, credentials, privateValues: exchange.privateValues },
    async (_threepid, account) => {
      await options.setPassword({ userId, newPassword, logoutDevices, request: exchange.request })
      return { ...account, medium, userId }
    },
    context,
  )
  if (!changed) return false
  if (options.notifyChanged ?? defaults.accountPassword.notifyChanged) notifyChanged(changed, exchange, context)
  return true
}

async function readBody(exchange: Exchange, context: Context) {
  const read = async () => {
    const body = takeFields(await readJson(exchange.request, exchange.response), rules, 'M_MISSING_PARAM')
    return { body, auth: takeFields(body.auth ?? {}, authRules, 'M_MISSING_PARAM') }
  }
  return countedUnreadable(read(), exchange, context)
}

/** Counts a body that can't be read for the client's network, because it names no live session. */
export async function countedUnreadable<Body>(
  reading: Promise<Body>,
  { request, response }: Exchange,
  { limiters }: Context,
): Promise<Body> {
  try {
    return await reading
  } catch (error) {
    await limiters.accountPassword(request, response)
    throw error
  }
}

/** The session of these credentials, if its address is confirmed and of the stage's medium. */
async function confirmedBy(
  type: string | undefined,
  credentials: Credentials | undefined,
  exchange: Exchange,
  context: Context,
): Promise<ConfirmedSession | undefined> {
  const session = await liveSession(credentials, exchange, context)
  if (!session?.data) return undefined
  return stages.get(type ?? '') === session.data.medium ? confirmedSession(session, context) : undefined
}

/**
 * The session of these credentials. A request without a live session counts for the client's network. One with a live
 * session counts only for that session, so that others of the network don't hold up a client that polls.
 */
export async function liveSession(
  credentials: Credentials | undefined,
  exchange: Exchange,
  context: Context,
): Promise<LiveSession | SealedSession | undefined> {
  const session = credentials && (await countedPoll(credentials, exchange, context))
  if (!session) await context.limiters.accountPassword(exchange.request, exchange.response)
  return session
}

/**
 * Looks at the session of these credentials. If it is live, this is counted for the session.
 *
 * @throws LimitReached
 */
export async function countedLook(
  credentials: Credentials,
  { privateValues }: Exchange,
  context: Context,
): Promise<LiveSession | undefined> {
  return counted(await context.sessions.look(credentials, countedAs(context)), privateValues)
}

/** As `countedLook`; a pending session's record is left alone. */
async function countedPoll(credentials: Credentials, { privateValues }: Exchange, context: Context) {
  return counted(await context.sessions.poll(credentials, countedAs(context)), privateValues)
}

function countedAs({ settings }: Context) {
  const { accountPasswordPerSession: limit } = settings.limits
  return { flow: 'password', ...(limit && { limit }) } as const
}

function counted<Session extends LiveSession | SealedSession>(
  session: Session | undefined,
  privateValues: PrivateValues,
): Session | undefined {
  if (!session) return undefined
  if (session.data) {
    const { address, userId } = session.data
    privateValues.add(address, userId, session.upstream, session.upstreamClientSecret)
  }
  if (session.retryAfterMs !== undefined) throw new LimitReached('accountPasswordPerSession', session.retryAfterMs)
  return session
}

function checkPassword(newPassword: string | undefined): string {
  if (newPassword === undefined) throw new MatrixError(400, 'M_MISSING_PARAM', 'Missing: new_password')
  if (newPassword === '') throw invalid('new_password must not be empty')
  return newPassword
}

/**
 * A 401 with the flows (Client-Server API, "User-Interactive Authentication API"). It has an `errcode`, because an
 * existing client takes a 401 without one for a reason to start again, endlessly.
 */
function unauthorized(session: string | undefined, { settings }: Context): Answer {
  const isOn = (medium: Medium) => (medium === 'email' ? settings.email : settings.sms) ?? settings.identityServers
  const flows = [...stages].filter(([, medium]) => isOn(medium)).map(([stage]) => ({ stages: [stage] }))
  return {
    status: 401,
    json: {
      errcode: 'M_UNAUTHORIZED' satisfies Errcode,
      error: 'The email address or phone number has not been confirmed yet',
      flows,
      params: {},
      // This value has no meaning here: only the credentials count.
      session: session !== undefined && isOpaqueId(session) ? session : newId(),
    },
  }
}

/** Tells the person by mail, so that they notice a change that was not theirs. */
function notifyChanged(
  { medium, userId, address }: { readonly medium: Medium; readonly userId: string; readonly address?: string },
  { request, privateValues }: Exchange,
  context: Context,
): void {
  if (medium !== 'email' || address === undefined) return
  const { messages } = context.settings
  const requester = requesterOf(request)
  const language = messages.language(request, userId)
  sendNotice(
    async () => {
      const message = messages.emailChanged({ language: await language, userId, requester })
      return { to: address, ...message }
    },
    privateValues,
    context,
  )
}
