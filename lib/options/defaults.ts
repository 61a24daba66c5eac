import type { TokenSettings } from '../sessions/validation-session'
import type { LimitsByName } from './options'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The values of options that are absent. */
export const defaults = {
  path: '/_matrix/client/unstable/express_matrix_password_reset',
  email: { deliver: 'link' },
  sms: { deliver: 'code', autofill: false },
  identityServers: { prefer: 'local' },
  nextLink: { origins: [], appendSid: false },
  flows: ['password'],
  unknownThreepid: 'reject',
  allow3pid: () => true,
  identityPaths: true,
  cors: true,
  tokens: {
    linkLifetimeMs: hourMs,
    codeLifetimeMs: 10 * minuteMs,
    codeDigits: 6,
    codeTries: 5,
    validatedLifetimeMs: 30 * minuteMs,
    sendLeaseMs: 30 * secondMs,
  } satisfies TokenSettings,
  limits: {
    requestTokenPerNetwork: { max: 10, windowMs: minuteMs },
    sendsPerAddressAndNetwork: { max: 5, windowMs: hourMs },
    sendsPerAddress: { max: 20, windowMs: dayMs },
    submitTokenPerNetwork: { max: 60, windowMs: minuteMs },
    accountPasswordPerNetwork: { max: 60, windowMs: minuteMs },
    accountPasswordPerSession: { max: 120, windowMs: minuteMs },
    wrongCodesPerAddress: { max: 30, windowMs: dayMs },
    wrongCodesPerNetwork: { max: 30, windowMs: hourMs },
    smsPerPrefix: { max: 10, windowMs: hourMs },
    smsPerCountry: { max: 100, windowMs: hourMs },
    smsInAll: { max: 1_000, windowMs: dayMs },
    smsPerNetwork: { max: 20, windowMs: hourMs },
    emailsPerNetwork: { max: 30, windowMs: hourMs },
    emailsInAll: false,
    noticesPerAddress: { max: 1, windowMs: dayMs },
    noticesInAll: { max: 100, windowMs: hourMs },
  } satisfies LimitsByName,
  /** Limits for flows in which anybody can have a mail sent to any address, with or without an account. */
  limitsOfOpenFlows: { emailsInAll: { max: 1_000, windowMs: hourMs } } satisfies Partial<LimitsByName>,
  accountPassword: { notifyChanged: true },
  resetPage: { path: '/reset' },
} as const
