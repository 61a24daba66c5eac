import type { SecretKeys } from './secrets'
import { addressLimits } from './session-bounds'
import { openData, type SessionData } from './session-data'
import type { SessionRef } from './session-store'
import type { TokenVerdict, ValidationSessionsSettings } from './validation-session'

/** Judges tokens with the store, and opens the data of their sessions. */
export class TokenJudge {
  private readonly limits: ReturnType<typeof addressLimits>

  constructor(private readonly settings: ValidationSessionsSettings) {
    this.limits = addressLimits(settings.limits)
  }

  /** @param own the secret of the session, if it is known. Then its data is opened only when somebody reads it */
  async judge(
    ref: SessionRef,
    submitted: { readonly linkTokens: readonly string[]; readonly codeTokens: readonly string[] },
    own?: SecretKeys,
  ): Promise<TokenVerdict> {
    const { store, keyring, tokens } = this.settings
    const { validatedLifetimeMs, codeTries } = tokens
    const { wrongCodesPerAddress } = this.limits
    const limit = wrongCodesPerAddress && { wrongCodesPerAddress }
    const result = await store.submit({ ...ref, ...submitted, validatedLifetimeMs, codeTries, ...limit })
    if (result.outcome !== 'right') return result
    if (own) return new RightToken(result.data, ref, own, result.first)
    const opened = openData(result.data, ref, keyring)
    // If no accepted secret opens the record, its secret was removed from the options, and the session is no longer valid.
    return opened ? { outcome: 'right', data: opened.data, first: result.first } : { outcome: 'gone' }
  }
}

/** A verdict that opens its session's data only when somebody reads it. The answer to a program does not need the data. */
class RightToken {
  readonly outcome = 'right'
  private opened: SessionData | undefined

  constructor(
    private readonly sealed: string,
    private readonly ref: SessionRef,
    private readonly keys: SecretKeys,
    readonly first: boolean,
  ) {}

  get data(): SessionData {
    this.opened ??= openData(this.sealed, this.ref, [this.keys])?.data
    if (!this.opened) throw new TypeError('A record is not sealed with the secret that its session is of')
    return this.opened
  }
}
