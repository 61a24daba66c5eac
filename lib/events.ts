import type { Medium } from './threepids/threepid'

/** Who and what an event is about, without naming anybody. */
interface Subject {
  readonly medium: Medium
  /** A hash of the address, keyed with `secret`: the same address gives the same one, and nobody can turn it back. */
  readonly addressHash: string
}

/** What `onEvent` is told. Nothing in an event names an address, a phone number, a token or a `client_secret`. */
export type PasswordResetEvent =
  | ({
      readonly type: 'token_sent'
      readonly deliver: 'link' | 'code'
      readonly via: 'local' | 'proxy'
      /** How long whoever sends took to take the message: the provider, or the identity server. In milliseconds. */
      readonly durationMs: number
    } & Subject)
  | { readonly type: 'refused'; readonly route: string; readonly status: number; readonly errcode: string }
  | ({ readonly type: 'validated'; readonly via: 'local' | 'proxy' } & Subject)
  | ({ readonly type: 'redeemed' } & Subject)
  | ({ readonly type: 'revoked'; readonly reason: 'not_me' | 'host' | 'redeemed' } & Subject)
  | ({ readonly type: 'delivery_failed'; readonly reason: string; readonly willRetry: boolean } & Subject)
  | { readonly type: 'limited'; readonly limit: string; readonly retryAfterMs: number }
  | { readonly type: 'identity_server_failed'; readonly idServer: string; readonly reason: string }
  | { readonly type: 'decide_failed'; readonly reason: string }
  | { readonly type: 'store_failed'; readonly reason: string }
