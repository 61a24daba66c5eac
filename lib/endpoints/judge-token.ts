import type { Context, Exchange } from '../context'
import { LimitReached } from '../limits/limit-reached'
import type { NetworkCharge } from '../limits/network-charge'
import { submitToIdentityServer } from '../proof/proxied-proof'
import type { PrivateValues } from '../private-values'
import { codeAsTyped } from '../sessions/typed-code'
import type { Credentials, TokenVerdict } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'

interface Submitted {
  readonly medium: Medium
  readonly credentials: Credentials
  readonly token: string
}

/**
 * Counts a request towards its network's limits, and judges the token that it brings. Whether a code is to be judged only
 * its session says: it is counted first, together with the request, and given back unless it was judged wrong. So of many
 * at the same moment no more are judged than the limit leaves.
 *
 * @param read reads and checks what came. What it throws comes after the network's limit of requests
 * @throws LimitReached also where a code would be judged, and the network has had too many wrong ones: never for a link
 */
export async function limitAndJudge<T>(
  read: () => Promise<T & { readonly submitted?: Submitted }>,
  { request, response, privateValues }: Exchange,
  context: Context,
): Promise<T & { readonly verdict?: TokenVerdict }> {
  const [came] = await Promise.allSettled([read()])
  const submitted = came.status === 'fulfilled' ? came.value.submitted : undefined
  const isCode = submitted !== undefined && mayBeJudged(submitted, context)
  const code = await context.limiters.submitToken(request, response, isCode ? 'wrongCodesPerNetwork' : undefined)
  if (came.status === 'rejected') throw came.reason
  return submitted ? { ...came.value, verdict: await judge(submitted, code, privateValues, context) } : came.value
}

/** What an identity server judges counts whatever it is; text without a digit is no code of this homeserver's. */
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
    const verdict =
      (await submitToIdentityServer(medium, credentials, token, privateValues, context)) ??
      (await context.sessions.submit(medium, credentials, token))
    if (verdict.outcome === 'wrong' && verdict.counted) code.keep()
    return verdict
  } finally {
    code.giveBack()
  }
}

/** Past the network's limit a link is judged as ever; where a code would be, nothing is. */
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
