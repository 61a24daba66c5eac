import type { Context, Exchange } from '../context'
import { LimitReached } from '../limits/limit-reached'
import type { NetworkCharge } from '../limits/network-charge'
import { submitToIdentityServer } from '../proof/proxied-proof'
import type { PrivateValues } from '../private-values'
import { codeAsTyped } from '../sessions/typed-code'
import type { Credentials, TokenVerdict } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'

/** A token that somebody submits, and the session that it is for. */
export interface Submitted {
  readonly medium: Medium
  readonly credentials: Credentials
  readonly token: string
}

/**
 * Counts a request for its network's limits, and judges the token in it. Only the session says whether the token is a
 * code, so a code is counted at first, together with the request, and given back unless it was wrong. So of many codes
 * at the same moment no more are judged than the limit allows.
 *
 * @param read reads and checks the request. What it throws comes after the network's limit of requests
 * @returns what was read, and the verdict if there was a token to judge
 * @throws LimitReached also if a code would be judged and the network has sent too many wrong ones; never for a link
 */
export async function limitAndJudge<T>(
  read: () => Promise<T & { readonly submitted?: Submitted }>,
  { request, response, privateValues }: Exchange,
  context: Context,
): Promise<{ readonly reading: T; readonly verdict?: TokenVerdict }> {
  const { reading, unreadable } = await read().then(
    (reading) => ({ reading, unreadable: undefined }),
    (unreadable: unknown) => ({ reading: undefined, unreadable }),
  )
  const submitted = reading?.submitted
  const isCode = submitted !== undefined && mayBeJudged(submitted, context)
  const code = await context.limiters.submitToken(request, response, isCode ? 'wrongCodesPerNetwork' : undefined)
  if (!reading) throw unreadable
  return submitted ? { reading, verdict: await judge(submitted, code, privateValues, context) } : { reading }
}

/** Every token for an identity server counts. For this homeserver a text without a digit is no code. */
function mayBeJudged({ token }: Submitted, { settings }: Context): boolean {
  return settings.identityServers !== undefined || codeAsTyped(token) !== undefined
}

async function judge(
  submitted: Submitted,
  code: NetworkCharge,
  privateValues: PrivateValues,
  context: Context,
): Promise<TokenVerdict> {
  if (code.reached) {
    const { limit, retryAfterMs } = code.reached
    return judgeLink(submitted, new LimitReached(limit, retryAfterMs), privateValues, context)
  }
  try {
    const { medium, credentials, token } = submitted
    const proxied = context.settings.identityServers
      ? await submitToIdentityServer(medium, credentials, token, privateValues, context)
      : undefined
    const verdict = proxied ?? (await context.sessions.submit(medium, credentials, token))
    if (verdict.outcome === 'wrong' && verdict.counted) code.keep()
    return verdict
  } finally {
    code.giveBack()
  }
}

/** Over the network's limit of wrong codes links are still judged, and codes are not. */
async function judgeLink(
  { medium, credentials, token }: Submitted,
  limit: Error,
  privateValues: PrivateValues,
  context: Context,
): Promise<TokenVerdict> {
  if (context.settings.identityServers) {
    const proxied = await context.sessions.lookProxied(credentials, { medium })
    if (proxied?.deliver === 'code') throw limit
    const verdict = proxied && (await submitToIdentityServer(medium, credentials, token, privateValues, context))
    if (verdict) return verdict
  }
  const verdict = await context.sessions.submit(medium, credentials, token, { codes: false })
  if (verdict.outcome === 'wrong' && verdict.deliver === 'code' && codeAsTyped(token) !== undefined) throw limit
  return verdict
}
