import { randomBytes } from 'node:crypto'
import type { Request } from 'express'
import type { Context, Endpoint, Exchange } from '../context'
import { sendNotice } from '../delivery/notice'
import { readJson } from '../http/body'
import { takeFields } from '../http/fields'
import { invalid, isOpaqueId } from '../http/grammar'
import { MatrixError } from '../http/matrix-error'
import { askedBy } from '../http/requester'
import { defaults } from '../options/defaults'
import type { Account, AccountPasswordOptions } from '../options/options'
import { takeCredentials, type ThreepidCredentials } from '../proof/credentials'
import { provedBy, redeemProved, type ValidatedThreepid } from '../proof/redeem'
import type { LiveSession } from '../sessions/validation-session'
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

/** The stages of User-Interactive Authentication that a proved address completes, and the medium that each is for. */
const stages: ReadonlyMap<string, Medium> = new Map([
  ['m.login.email.identity', 'email'],
  ['m.login.msisdn', 'msisdn'],
])

/**
 * `POST /account/password` (Client-Server API, "Password management") for somebody who has no access token: one stage, a
 * proved address. Clients poll it while the person is off to their mailbox; until then it answers 401.
 */
export function accountPasswordEndpoint(options: AccountPasswordOptions, context: Context): Endpoint {
  return async (exchange) => {
    const { body, auth } = await readBody(exchange, context)
    const credentials = takeCredentials(auth.threepid_creds ?? auth.threepidCreds)
    const proved = await proof(auth.type, credentials, exchange, context)
    if (!proved || !credentials) throw unauthorized(auth.session, context)
    const newPassword = checkPassword(body.new_password)
    const change = { newPassword, logoutDevices: body.logout_devices ?? true, request: exchange.request }
    const isChanged = await changePassword(proved, credentials, change, options, exchange, context)
    if (!isChanged) throw unauthorized(auth.session, context)
    return { status: 200, json: {} }
  }
}

/** Spends what was proved on a new password, and tells the person by mail. False where it proves nothing any more. */
export async function changePassword(
  proved: ValidatedThreepid,
  credentials: ThreepidCredentials,
  change: { readonly newPassword: string; readonly logoutDevices: boolean; readonly request: Request },
  options: AccountPasswordOptions,
  exchange: Exchange,
  context: Context,
): Promise<boolean> {
  const changed = await redeemProved(
    proved,
    credentials,
    async (threepid, account) => {
      await options.setPassword({ userId: threepid.userId, ...change })
      return { threepid, account }
    },
    context,
    exchange.privateValues,
  )
  if (!changed) return false
  if (options.notifyChanged ?? defaults.accountPassword.notifyChanged) notifyChanged(changed, exchange, context)
  return true
}

/** A body that can't be read names no live session: it counts as well. */
async function readBody({ request, response }: Exchange, { limiters }: Context) {
  try {
    const body = takeFields(await readJson(request, response), rules, 'M_MISSING_PARAM')
    return { body, auth: takeFields(body.auth ?? {}, authRules, 'M_MISSING_PARAM') }
  } catch (error) {
    await limiters.accountPassword(request, response)
    throw error
  }
}

/**
 * What the credentials prove, if it is of the stage's medium. A request whose credentials name no live session counts
 * towards the network's limit; one that polls a live session never does.
 */
async function proof(
  type: string | undefined,
  credentials: ThreepidCredentials | undefined,
  exchange: Exchange,
  context: Context,
): Promise<ValidatedThreepid | undefined> {
  const session = await liveSession(credentials, exchange, context)
  return session && stages.get(type ?? '') === session.data.medium ? provedBy(session, context) : undefined
}

/** The session that they name, if it lives; else the request counts towards its network's limit. */
export async function liveSession(
  credentials: ThreepidCredentials | undefined,
  { request, response, privateValues }: Exchange,
  context: Context,
): Promise<LiveSession | undefined> {
  const session = credentials && (await context.sessions.look(credentials))
  if (!session) {
    await context.limiters.accountPassword(request, response)
    return undefined
  }
  const { address, userId } = session.data
  privateValues.add(address, userId, session.upstream?.idAccessToken, session.upstream?.sid)
  return session
}

function checkPassword(newPassword: string | undefined): string {
  if (newPassword === undefined) throw new MatrixError(400, 'M_MISSING_PARAM', 'Missing: new_password')
  if (newPassword === '') throw invalid('new_password must not be empty')
  return newPassword
}

/** 401 with the flows (Client-Server API, "User-Interactive Authentication API"). With an `errcode`, since a client in the
 * field takes a 401 without one for a reason to start again, for ever. */
function unauthorized(session: string | undefined, { settings }: Context): MatrixError {
  const isOn = (medium: Medium) => (medium === 'email' ? settings.email : settings.sms) ?? settings.identityServers
  const flows = [...stages].filter(([, medium]) => isOn(medium)).map(([stage]) => ({ stages: [stage] }))
  return new MatrixError(401, 'M_UNAUTHORIZED', 'The email address or phone number has not been confirmed yet', {
    body: {
      flows,
      params: {},
      // Nothing hangs on it here: the session's credentials are all that counts.
      session: session !== undefined && isOpaqueId(session) ? session : randomBytes(16).toString('base64url'),
    },
  })
}

/** Tells the person by mail, so that a change that was not theirs does not pass unseen. */
function notifyChanged(
  { threepid, account }: { readonly threepid: ValidatedThreepid; readonly account: Account },
  { request, privateValues }: Exchange,
  context: Context,
): void {
  if (threepid.medium !== 'email') return
  const { messages } = context.settings
  const { userId } = threepid
  const asked = askedBy(request)
  const language = messages.language(request, userId)
  sendNotice(
    async () => {
      const message = messages.emailChanged({ language: await language, userId, asked })
      return { to: account.address, ...message }
    },
    privateValues,
    context,
  )
}
