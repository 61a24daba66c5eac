import type { Request } from 'express'
import { giveMeaning } from '../error-meaning'
import { describeError, errorText } from '../error-text'
import { MatrixError } from '../http/matrix-error'
import type { Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import { canonicalServerName, type IdentityServer, type Trust } from './trusted'

/** Who sends the token: this homeserver, or an identity server. */
export type Decision = { readonly kind: 'local' } | { readonly kind: 'proxy'; readonly server: IdentityServer }

/**
 * The host's own choice instead of `prefer`. Called if a client names an `id_server` and this homeserver has a sender.
 *
 * @example
 * const decide = ({ medium, idServer }) => (medium === 'msisdn' && idServer === 'id.example.org' ? 'proxy' : 'local')
 */
export type Decide = (context: {
  readonly medium: Medium
  /** What the token is for. */
  readonly flow: Flow
  /** The `id_server` that the client named, in lower case if it is a server name. It need not be trusted. */
  readonly idServer: string
  readonly request: Request
}) => 'local' | 'proxy' | Promise<'local' | 'proxy'>

/** The option `identityServers`, with its defaults. */
export interface IdentityServerPolicy {
  readonly trust: Trust
  /** Who sends if both could. */
  readonly prefer: 'local' | 'proxy'
  /** Entries of `trusted`: who sends to a medium without a sender, if the request names no `id_server`. */
  readonly delegate?: Readonly<Partial<Record<Medium, string>>> | undefined
  readonly decide?: Decide | undefined
}

export interface DecisionRequest {
  readonly medium: Medium
  readonly flow: Flow
  /** The request's `id_server`. Empty is the same as absent: it names nobody. */
  readonly idServer: string | undefined
  /** Whether the homeserver can send to this medium itself. */
  readonly hasSender: boolean
  /** Undefined without the option `identityServers`. */
  readonly identityServers: IdentityServerPolicy | undefined
  readonly request: Request
}

/** A function of the host's threw, or answered something that it may not. Answered 500 `M_UNKNOWN`. */
export class HookError extends Error {
  constructor(
    readonly hook: 'decide' | 'trusted',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = 'HookError'
    giveMeaning(this, (privateValues) => ({
      answer: {
        status: 500,
        errcode: 'M_UNKNOWN',
        message: 'This server could not decide who sends the message. Try again later.',
      },
      event: { type: 'decide_failed', reason: errorText(this, privateValues) },
      log: { level: 'error', fields: describeError(this.cause ?? this, privateValues), message },
    }))
  }
}

/**
 * Decides for one request whether this homeserver sends the token or an identity server does (MSC2078 allows both).
 *
 * @throws MatrixError 400 `M_THREEPID_MEDIUM_NOT_SUPPORTED`: nobody can send to this medium
 * @throws MatrixError 400 `M_SERVER_NOT_TRUSTED`: the named server is needed and not trusted
 * @throws HookError if `decide` or a `trusted` function fails
 */
export async function decideWhoSends(request: DecisionRequest): Promise<Decision> {
  const { medium, hasSender, identityServers } = request
  const idServer = request.idServer === '' ? undefined : request.idServer
  if (idServer === undefined || identityServers === undefined)
    return hasSender ? local : delegated(medium, identityServers)
  // If this homeserver sends, trust does not matter and is not asked for: a `trusted` function may look it up in a
  // database.
  if (hasSender && (await preferredKind(request, idServer, identityServers)) === 'local') return local
  return proxied(await askTrust(() => identityServers.trust.resolve(idServer)))
}

const local: Decision = { kind: 'local' }

async function delegated(medium: Medium, policy: IdentityServerPolicy | undefined): Promise<Decision> {
  const entry = policy?.delegate?.[medium]
  if (policy === undefined || entry === undefined) {
    const messages = medium === 'email' ? 'email' : 'text messages'
    throw new MatrixError(400, 'M_THREEPID_MEDIUM_NOT_SUPPORTED', `This server sends no ${messages}`)
  }
  return proxied(await askTrust(() => policy.trust.resolveEntry(entry)))
}

function proxied(server: IdentityServer | undefined): Decision {
  if (server === undefined)
    throw new MatrixError(400, 'M_SERVER_NOT_TRUSTED', 'This homeserver does not trust that identity server')
  return { kind: 'proxy', server }
}

async function preferredKind(
  { medium, flow, request }: DecisionRequest,
  idServer: string,
  { decide, prefer }: IdentityServerPolicy,
): Promise<'local' | 'proxy'> {
  if (decide === undefined) return prefer
  let answer: unknown
  try {
    answer = await decide({ medium, flow, idServer: canonicalServerName(idServer) ?? idServer, request })
  } catch (error) {
    throw new HookError('decide', 'identityServers.decide threw', { cause: error })
  }
  if (answer !== 'local' && answer !== 'proxy')
    throw new HookError('decide', `identityServers.decide answered neither 'local' nor 'proxy'`)
  return answer
}

/** @throws HookError if a `trusted` function throws */
export async function askTrust(
  resolve: () => Promise<IdentityServer | undefined>,
): Promise<IdentityServer | undefined> {
  try {
    return await resolve()
  } catch (error) {
    throw new HookError('trusted', 'identityServers.trusted threw', { cause: error })
  }
}
