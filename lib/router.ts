import { Router } from 'express'
import { Background } from './background'
import type { Context, Endpoint } from './context'
import { accountPasswordEndpoint } from './endpoints/account-password'
import { confirmEndpoint } from './endpoints/confirm'
import { requestTokenEndpoint } from './endpoints/request-token'
import { submitTokenEndpoint } from './endpoints/submit-token'
import { createIdentityServerClient } from './identity-server/client'
import { createGuardedFetch, type GuardedFetch } from './identity-server/guarded-fetch'
import { Questions } from './identity-server/questions'
import { clientNetworks } from './limits/client-network'
import { counterKeys } from './limits/counter-key'
import { networkLimiter } from './limits/network-limiter'
import { checkOptions } from './options/check-options'
import type { AccountPasswordOptions, PasswordResetOptions } from './options/options'
import { schemas } from './options/schemas'
import { settingsFrom, type Settings } from './options/settings'
import { passwordResetMethods, type PasswordReset } from './password-reset'
import { serveRoutes, type Route } from './serve'
import { AccountHolds } from './sessions/account-holds'
import { ValidationSessions } from './sessions/validation-sessions'
import type { Flow } from './threepids/flow'
import type { Medium } from './threepids/threepid'

const media: readonly Medium[] = ['email', 'msisdn']

/** The router, and what the host calls. */
export type PasswordResetRouter = Router & PasswordReset

/** The context of each router, for `createAccountPasswordRouter`. */
const contexts = new WeakMap<object, Context>()

/**
 * An Express router that serves MSC2078: the homeserver sends the tokens that prove an email address or phone number, or
 * lets an identity server that it trusts do so, and is told whether an address was proved. Mount it where `publicBaseUrl`
 * says; for the last step mount `createAccountPasswordRouter` or call `redeem` from your own.
 *
 * @throws TypeError naming each option that is wrong, unknown or missing, the kind of value that came, and the fix
 *
 * @example
 * const passwordReset = createPasswordResetRouter({
 *   publicBaseUrl: 'https://matrix.example.org',
 *   accounts: { findByThreepid: ({ medium, address }) => accounts.find(medium, address) ?? null },
 *   redis,
 *   secret,
 *   email: { sender: smtpSender({ url, from }) },
 * })
 * app.use(passwordReset)
 */
export function createPasswordResetRouter(options: PasswordResetOptions): PasswordResetRouter {
  const guardedFetch = createGuardedFetch()
  const context = contextFrom(settingsFrom(options), guardedFetch)
  const router = Router()
  router.use(serveRoutes(passwordResetRoutes(context), context.settings))
  const closeOwn = () => {
    guardedFetch.close()
    // A store that the host made is closed by the host.
    if (!options.store) context.settings.store.close()
  }
  const passwordReset = Object.assign(router, passwordResetMethods(context, closeOwn))
  contexts.set(passwordReset, context)
  return passwordReset
}

/**
 * The last step ready-made: `POST /account/password` for somebody who has no access token and has proved an address. A
 * request with an access token falls through to the host's own handler.
 *
 * @param passwordReset what `createPasswordResetRouter` returned
 * @throws TypeError naming what is wrong, the kind of value that came, and the fix
 *
 * @example
 * app.use(
 *   createAccountPasswordRouter(passwordReset, {
 *     setPassword: async ({ userId, newPassword, logoutDevices }) => {
 *       await accounts.setPassword(userId, await hash(newPassword))
 *       if (logoutDevices) await accounts.endTokensOf(userId)
 *     },
 *   }),
 * )
 */
export function createAccountPasswordRouter(
  passwordReset: PasswordResetRouter,
  options: AccountPasswordOptions,
): Router {
  const context = contextForPasswords('createAccountPasswordRouter', passwordReset)
  checkOptions('createAccountPasswordRouter', schemas().accountPasswordSchema, options)
  const router = Router()
  router.use(serveRoutes(accountPasswordRoutes(accountPasswordEndpoint(options, context)), context.settings))
  return router
}

/**
 * The context of a password reset router, for another router that sets passwords.
 *
 * @param factory the name of the other router's factory, for the message
 * @throws TypeError if `passwordReset` is no such router, or does not serve password resets
 */
export function contextForPasswords(factory: string, passwordReset: PasswordResetRouter): Context {
  const context = contexts.get(passwordReset)
  if (!context) throw new TypeError(`${factory}: its first argument must be what createPasswordResetRouter returned`)
  if (!context.settings.flows.has('password'))
    throw new TypeError(`${factory}: \`flows\` must have 'password' in it; without it no password is reset`)
  return context
}

function contextFrom(settings: Settings, guardedFetch: GuardedFetch): Context {
  const { store, keyring, publicBaseUrl, tokens, limits } = settings
  const server = publicBaseUrl.href
  const counterKey = counterKeys(keyring[0], server)
  const clientNetwork = clientNetworks(keyring[0], server)
  const background = new Background()
  const limiterSettings = { limits, store, clientNetwork, counterKey, background }
  const sessions = new ValidationSessions({ store, keyring, server, flows: [...settings.flows], tokens, limits })
  return {
    settings,
    sessions,
    holds: new AccountHolds({ store, keyring, server, rememberMs: sessions.maxAgeMs }),
    background,
    counterKey,
    proxy: { client: createIdentityServerClient(guardedFetch), questions: new Questions() },
    limiters: {
      requestToken: networkLimiter('requestTokenPerNetwork', limiterSettings),
      submitToken: networkLimiter('submitTokenPerNetwork', limiterSettings),
      // Counted on its own: a mail scanner that fetches links must not use up the requests that the person's button
      // needs.
      confirmPage: networkLimiter('confirmPage', limiterSettings),
      accountPassword: networkLimiter('accountPasswordPerNetwork', limiterSettings),
    },
  }
}

function passwordResetRoutes(context: Context): Route[] {
  const { path, identityPaths, flows } = context.settings
  const requests = [...flows].map((flow) => media.map((medium) => requestTokenRoutes(flow, medium, context)))
  const routes = media.map((medium) => tokenRoutes(medium, context, path))
  const identity = media.map((medium) => submitTokenRoute(medium, '/_matrix/identity/api/v1/validate', context))
  return [...requests.flat(2), ...routes.flat(), ...(identityPaths ? identity : [])]
}

/** The path of each flow's `requestToken`. */
const flowPaths: Readonly<Record<Flow, string>> = {
  password: 'account/password',
  register: 'register',
  '3pid': 'account/3pid',
}

function requestTokenRoutes(flow: Flow, medium: Medium, context: Context): Route[] {
  const requestToken = { medium, endpoints: { POST: requestTokenEndpoint(flow, medium, context) }, hasPages: false }
  return ['v3', 'r0', 'unstable'].map((version) => ({
    path: `/_matrix/client/${version}/${flowPaths[flow]}/${medium}/requestToken`,
    ...requestToken,
  }))
}

function tokenRoutes(medium: Medium, context: Context, path: string): Route[] {
  const confirm = confirmEndpoint(medium, context)
  return [
    submitTokenRoute(medium, path, context),
    {
      path: `${path}/${medium}/confirm`,
      medium,
      endpoints: { GET: confirm, HEAD: confirm, POST: confirm },
      hasPages: true,
    },
  ]
}

function submitTokenRoute(medium: Medium, basePath: string, context: Context): Route {
  const submitToken = submitTokenEndpoint(medium, context)
  return {
    path: `${basePath}/${medium}/submitToken`,
    medium,
    endpoints: { GET: submitToken, POST: submitToken },
    hasPages: true,
  }
}

function accountPasswordRoutes(endpoint: Endpoint): Route[] {
  return ['v3', 'r0'].map((version) => ({
    path: `/_matrix/client/${version}/account/password`,
    medium: undefined,
    endpoints: { POST: endpoint },
    hasPages: false,
    isLeftToHost: hasAccessToken,
  }))
}

/** Whether a request has an access token: in the header, or in the query (allowed until v1.11 of the specification). */
function hasAccessToken(request: { headers: { authorization?: string | undefined }; url: string }): boolean {
  if (/^Bearer\s+\S/i.test(request.headers.authorization ?? '')) return true
  const [, query] = request.url.split('?', 2)
  return query !== undefined && new URLSearchParams(query).has('access_token')
}
