import type { RequestHandler } from 'express'
import type { Account, AccountPasswordOptions, PasswordResetOptions, PasswordResetRouter, Threepid } from '../../lib'
import { startHost } from '../host/host'

export const publicBaseUrl = 'https://matrix.example.org'
export const secret = 'a secret of 32 characters or more'
const quiet = { warn: () => undefined, error: () => undefined }

export interface AbuseHost {
  readonly port: number
  readonly passwordReset: PasswordResetRouter
}

export interface HostSetUp {
  readonly options: Partial<PasswordResetOptions>
  /** Express's setting of that name. */
  readonly trustProxy?: boolean | number | string
  /** What the host has done to bodies before. */
  readonly parsers?: readonly RequestHandler[]
  readonly accountPassword?: Partial<AccountPasswordOptions>
}

/** `user-1@example.org` and `+44 7400 123001` have accounts, and so on to 999; nobody else has. */
export function findNumbered({ medium, address }: Threepid): Account | null {
  const grammar = medium === 'email' ? /^user-(\d{1,3})@example\.org$/ : /^447400123(\d{3})$/
  const number = grammar.exec(address)?.[1]
  return number === undefined ? null : { userId: `@user-${Number(number)}:example.org`, address }
}

/** A host as an attacker finds it: with the package's own limits, with the numbered accounts, and with no sender, listener or logger
 * but those that the options name. */
export async function startAbuseHost({
  options,
  trustProxy = false,
  parsers = [],
  accountPassword = {},
}: HostSetUp): Promise<AbuseHost> {
  const { url, passwordReset } = await startHost(
    { name: 'a host under attack', prefix: '', parsers, trustProxy },
    {
      publicBaseUrl,
      accounts: { findByThreepid: findNumbered },
      email: undefined,
      sms: undefined,
      limits: undefined,
      onEvent: undefined,
      logger: quiet,
      ...options,
      accountPassword: { notifyChanged: true, ...accountPassword },
    },
  )
  return { port: Number(new URL(url).port), passwordReset }
}
