// What the compiler must take, and what it must refuse: `npm run types` fails where a line below `@ts-expect-error` compiles.
import {
  createPasswordResetRouter,
  outbox,
  type Accounts,
  type EmailSender,
  type LimitsByName,
  type PasswordResetOptions,
  type SmsSender,
} from 'express-matrix-password-reset'

const { email, sms } = outbox()
const accounts: Accounts = { findByThreepid: ({ address }) => ({ userId: '@alice:localhost', address }) }
const required = { publicBaseUrl: 'https://matrix.example.org', accounts }

export const everyOption: PasswordResetOptions = {
  ...required,
  secret: ['a new secret of thirty-two characters', 'an old secret of thirty-two characters'],
  email: { sender: email, deliver: 'link' },
  sms: { sender: sms, deliver: 'code', countries: ['GB'], autofill: true },
  identityServers: {
    trusted: ['id.example.org'],
    prefer: 'local',
    delegate: { msisdn: 'id.example.org' },
    decide: ({ medium, flow, idServer, request }) =>
      medium === 'email' && flow === '3pid' && request.ip && idServer ? 'proxy' : 'local',
  },
  nextLink: { origins: ['https://app.example.org', 'org.example.app://open'], appendSid: true },
  tokens: {
    linkLifetimeMs: 60_000,
    codeLifetimeMs: 60_000,
    codeDigits: 8,
    codeTries: 3,
    validatedLifetimeMs: 60_000,
    sendLeaseMs: 10_000,
  },
  limits: { requestTokenPerNetwork: { max: 10, windowMs: 60_000 }, smsInAll: false },
  unknownThreepid: 'notify',
  flows: ['password', 'register', '3pid'],
  allow3pid: async ({ medium, address, flow, request, via }) =>
    medium === 'email' &&
    address.endsWith('@example.org') &&
    (flow === 'register' || via === 'page' || request.ip !== ''),
  identityPaths: false,
  path: '/_matrix/client/unstable/org.example.password_reset',
  cors: false,
  logger: console,
  onEvent: (event) => {
    if (event.type === 'token_sent') event.via satisfies 'local' | 'proxy'
    if (event.type === 'limited') event.retryAfterMs satisfies number
  },
  locale: async ({ request, userId }) => (userId === undefined ? request.acceptsLanguages()[0] : 'de'),
  messages: { emailLink: ({ userId }, standard) => ({ ...standard, subject: `For ${userId}` }) },
}

export const noLimits: PasswordResetOptions = { ...required, limits: false }
export const trustedByFunction: PasswordResetOptions = {
  ...required,
  identityServers: { trusted: async (name) => name === 'id.example.org' },
}
export const namesOfLimits: (keyof LimitsByName)[] = [
  'sendsPerAddress',
  'noticesPerAddress',
  'noticesInAll',
  'emailsInAll',
  'emailsPerNetwork',
  'wrongCodesPerNetwork',
]

export const ownEmailSender: EmailSender = {
  async send({ to, subject, text, html, headers }) {
    ;[to, subject, text, html] satisfies string[]
    headers satisfies Readonly<Record<string, string>> | undefined
    return Promise.resolve()
  },
}
export const ownSmsSender: SmsSender = { send: async ({ to, text }) => void [to, text] }

export function refused(): void {
  // @ts-expect-error publicBaseUrl is required
  createPasswordResetRouter({ accounts })
  // @ts-expect-error accounts is required
  createPasswordResetRouter({ publicBaseUrl: 'https://matrix.example.org' })
  // @ts-expect-error a near miss of an option's name
  createPasswordResetRouter({ ...required, publicBaseURL: 'https://matrix.example.org' })
  // @ts-expect-error texting costs money: the countries are to be named
  createPasswordResetRouter({ ...required, sms: { sender: sms } })
  // @ts-expect-error a function is no sender: it has to be its `send`
  createPasswordResetRouter({ ...required, email: { sender: async () => undefined } })
  // @ts-expect-error there are 'link' and 'code'
  createPasswordResetRouter({ ...required, email: { sender: email, deliver: 'links' } })
  // @ts-expect-error there are 'reject', 'conceal' and 'notify'
  createPasswordResetRouter({ ...required, unknownThreepid: 'hide' })
  // @ts-expect-error an unknown limit
  createPasswordResetRouter({ ...required, limits: { requestsPerNetwork: false } })
  // @ts-expect-error a limit has its window in milliseconds
  createPasswordResetRouter({ ...required, limits: { sendsPerAddress: { max: 1, window: 1_000 } } })
  // @ts-expect-error `true` is no set of limits
  createPasswordResetRouter({ ...required, limits: true })
  // @ts-expect-error identity servers that may be asked are to be named
  createPasswordResetRouter({ ...required, identityServers: { prefer: 'proxy' } })
  // @ts-expect-error decide answers 'local' or 'proxy'
  createPasswordResetRouter({ ...required, identityServers: { trusted: [], decide: () => true } })
  // @ts-expect-error an account has an address too: mail goes there
  createPasswordResetRouter({ ...required, accounts: { findByThreepid: () => ({ userId: '@alice:localhost' }) } })
}
