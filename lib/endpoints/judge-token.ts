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
 * Counts a request for its network's limits, and judges the token in it. Only the session says whether the token is a
 * code, so a code is counted at first, together with the request, and given back unless it was wrong. So of many codes
 * at the same moment no more are judged than the limit allows.
 *
 * @param read reads and checks the request. What it throws comes after the network's limit of requests
 * @throws LimitReached also if a code would be judged and the network has sent too many wrong ones; never for a link
 */
export async function limitAndJudge<T>(
  read: () => Promise<T & { readonly submitted?: Submitted }>,
  { request, response, privateValues }: Exchange,
  context: Context,
): Promise<T & { readonly verdict?: TokenVerdict }> {
  const [reading] = await Promise.allSettled([read()])
  const submitted = reading.status === 'fulfilled' ? reading.value.submitted : undefined
  const isCode = submitted !== undefined && mayBeJudged(submitted, context)
  const code = await context.limiters.submitToken(request, response, isCode ? 'wrongCodesPerNetwork' : undefined)
  if (reading.status === 'rejected') throw reading.reason
  return submitted ? { ...reading.value, verdict: await judge(submitted, code, privateValues, context) } : reading.value
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
    const verdict =
      (await submitToIdentityServer(medium, credentials, token, privateValues, context)) ??
      (await context.sessions.submit(medium, credentials, token))
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
