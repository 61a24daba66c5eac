import { randomBytes } from 'node:crypto'
import { describeError } from '../error-text'
import type { IdentityServerPolicy } from '../identity-server/decide'
import { createTrust, nameOfEntry } from '../identity-server/trusted'
import type { Logger } from '../logger'
import { logoSource } from '../messages/pages/content-security'
import type { Messages } from '../messages/values/message-values'
import { createMessages } from '../messages/messages'
import { kindOf } from '../option-complaints'
import { privateValuesOf } from '../private-values'
import type { EmailSender, SmsSender } from '../senders/sender'
import { memoryStore } from '../sessions/memory-store'
import { redisConnection } from '../sessions/redis-client'
import type { RedisConnection } from '../sessions/redis-connection'
import { evictionPolicy } from '../sessions/redis-eviction'
import { redisStore } from '../sessions/redis-store'
import { SecretKeys } from '../sessions/secrets'
import type { Delivery, SessionStore } from '../sessions/session-store'
import type { TokenSettings } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'
import { loadNumberingPlans } from '../threepids/phone-number'
import { countryOfNumbersFrom } from '../threepids/shared-numbering-plans'
import { checkedAccounts, type CheckedAccounts } from './checked-accounts'
import { checkOptions, optionsError } from './check-options'
import { defaults } from './defaults'
import { emitterFrom, type Emit } from './emitter'
import type { IdentityServersOptions, LimitsByName, PasswordResetOptions } from './options'
import { parseOrigin, parsePublicBaseUrl, type PublicBaseUrl } from './public-base-url'
import { schemas } from './schemas'
import { warnOfUnlikely } from './warnings'

interface EmailSettings {
  readonly sender: EmailSender
  readonly deliver: Delivery
}

interface SmsSettings {
  readonly sender: SmsSender
  readonly deliver: Delivery
  readonly countries: ReadonlySet<string>
}

/** The options after their check, with all defaults filled in. The rest of the package works with these. */
export interface Settings {
  readonly publicBaseUrl: PublicBaseUrl
  readonly accounts: CheckedAccounts
  readonly store: SessionStore
  readonly keyring: readonly [SecretKeys, ...SecretKeys[]]
  readonly email: EmailSettings | undefined
  readonly sms: SmsSettings | undefined
  readonly identityServers: IdentityServerPolicy | undefined
  readonly nextLink: { readonly origins: ReadonlySet<string>; readonly appendSid: boolean }
  readonly tokens: TokenSettings
  readonly limits: LimitsByName
  readonly flows: ReadonlySet<Flow>
  readonly unknownThreepid: 'reject' | 'conceal' | 'notify'
  readonly allow3pid: NonNullable<PasswordResetOptions['allow3pid']>
  readonly identityPaths: boolean
  readonly path: string
  readonly cors: boolean
  readonly logger: Logger
  readonly emit: Emit
  readonly messages: Messages
  /** The source that the content security policy allows for the logo; undefined without a logo. */
  readonly logoSource: string | undefined
}

const factory = 'createPasswordResetRouter'

/** @throws TypeError that names each option that is wrong, the kind of value that came, and the fix */
export function settingsFrom(options: PasswordResetOptions): Settings {
  checkOptions(factory, schemas().passwordResetSchema, options)
  checkTogether(options)
  const publicBaseUrl = parsePublicBaseUrl(options.publicBaseUrl)
  if (!publicBaseUrl) throw new TypeError(`${factory}: \`publicBaseUrl\` is no URL`)
  const logger = loggerThatNeverThrows(options.logger ?? console)
  warnOf(options, publicBaseUrl, logger)
  const limits = limitsFrom(options)
  warnOfUnlikely(options, logger)
  return {
    publicBaseUrl,
    accounts: checkedAccounts(options.accounts),
    store: storeFrom(options),
    keyring: keyringFrom(options.secret),
    email: options.email
      ? { sender: options.email.sender, deliver: options.email.deliver ?? defaults.email.deliver }
      : undefined,
    sms: options.sms
      ? {
          sender: options.sms.sender,
          deliver: options.sms.deliver ?? defaults.sms.deliver,
          countries: new Set(options.sms.countries),
        }
      : undefined,
    identityServers: policyFrom(options),
    nextLink: nextLinkFrom(options, publicBaseUrl),
    tokens: { ...defaults.tokens, ...definedFieldsOf(options.tokens ?? {}) },
    limits,
    flows: new Set<Flow>(options.flows ?? defaults.flows),
    unknownThreepid: options.unknownThreepid ?? defaults.unknownThreepid,
    allow3pid: options.allow3pid ?? defaults.allow3pid,
    identityPaths: options.identityPaths ?? defaults.identityPaths,
    path: options.path ?? defaults.path,
    cors: options.cors ?? defaults.cors,
    logger,
    emit: emitterFrom(options.onEvent, limits, logger),
    messages: messagesFrom(options, publicBaseUrl, logger),
    logoSource: logoSource(options.brand ?? {}),
  }
}

/** Checks rules that concern more than one option. */
function checkTogether({ redis, store, secret, identityServers, unknownThreepid }: PasswordResetOptions): void {
  const complaints: string[] = []
  if (redis && store) complaints.push('`redis` and `store` both say where sessions are kept; give one of them')
  if ((redis ?? store) && secret === undefined) {
    complaints.push(
      `\`secret\` is required with \`${redis ? 'redis' : 'store'}\`; what came is nothing; give 32 characters or more that ` +
        'every process shares and that outlive a restart: say, `openssl rand -base64 48`',
    )
  }
  if (identityServers && unknownThreepid !== undefined && unknownThreepid !== 'reject') {
    complaints.push(
      `\`unknownThreepid\` '${unknownThreepid}' and \`identityServers\` exclude each other: an identity server's answer ` +
        'exists for real accounts only, so it would tell who has one; leave one of them out',
    )
  }
  complaints.push(...unlistedDelegates(identityServers))
  if (complaints.length > 0) throw optionsError(factory, complaints)
}

/** Entries of `delegate` that `trusted` does not list: every request that is passed on to them would be refused. */
function unlistedDelegates({ trusted, delegate }: Partial<IdentityServersOptions> = {}): string[] {
  if (!Array.isArray(trusted)) return []
  const names = new Set((trusted as readonly string[]).map(nameOfEntry))
  return Object.entries(delegate ?? {})
    .filter(([, entry]) => entry !== undefined && !names.has(nameOfEntry(entry)))
    .map(([medium, entry]) => {
      return `\`identityServers.delegate.${medium}\` must be an entry of \`identityServers.trusted\`; what came is ${kindOf(entry)}`
    })
}

function warnOf({ redis, store, sms }: PasswordResetOptions, url: PublicBaseUrl, logger: Logger): void {
  if (!redis && !store) {
    logger.warn(
      { option: 'redis' },
      'Password reset sessions are kept in memory: gone at a restart, and one process only',
    )
  }
  if (redis) void warnOfEviction(redisConnection(redis), logger)
  if (!url.isSecure && !url.isLoopback)
    logger.warn({ option: 'publicBaseUrl' }, 'publicBaseUrl is http: whoever sits between can read tokens; use https')
  for (const named of sms?.countries ?? []) {
    const { country, all } = countryOfNumbersFrom(named)
    if (country === named) continue
    const which = all ? 'the numbers' : 'some numbers'
    logger.warn(
      { option: 'sms.countries' },
      `sms.countries: ${which} of ${named} are taken for ${country}'s; name ${country} to text them`,
    )
  }
}

/** If the logger throws, the request is answered all the same; if it is async and rejects, the process lives on. */
function loggerThatNeverThrows(logger: Logger): Logger {
  // There is nobody else to tell.
  const ignore = () => undefined
  const line = (level: keyof Logger) => (fields: object, message: string) => {
    try {
      const written: unknown = logger[level](fields, message)
      if (written !== undefined) void Promise.resolve(written).catch(ignore)
    } catch {
      ignore()
    }
  }
  return { warn: line('warn'), error: line('error') }
}

async function warnOfEviction(redis: RedisConnection, logger: Logger): Promise<void> {
  const policy = await evictionPolicy(redis)
  if (policy === undefined || policy === 'noeviction') return
  logger.warn(
    { option: 'redis', policy },
    `Redis drops keys when its memory is full (maxmemory-policy ${policy}): counts of wrong codes may go with them; use noeviction`,
  )
}

function storeFrom({ redis, store }: PasswordResetOptions): SessionStore {
  return store ?? (redis ? redisStore(redis) : memoryStore())
}

function keyringFrom(secret: string | readonly string[] | undefined): [SecretKeys, ...SecretKeys[]] {
  const [first = randomBytes(32).toString('base64'), ...others] = typeof secret === 'string' ? [secret] : (secret ?? [])
  return [new SecretKeys(first), ...others.map((other) => new SecretKeys(other))]
}

function policyFrom({ identityServers }: PasswordResetOptions): IdentityServerPolicy | undefined {
  if (!identityServers) return undefined
  // Identity servers may be asked to send to phone numbers. With `sms` this was loaded for its list of countries.
  loadNumberingPlans()
  const { trusted, prefer = defaults.identityServers.prefer, delegate, decide } = identityServers
  return { trust: createTrust(trusted), prefer, delegate: delegate && definedFieldsOf(delegate), decide }
}

function nextLinkFrom({ nextLink }: PasswordResetOptions, { origin }: PublicBaseUrl): Settings['nextLink'] {
  const origins = (nextLink?.origins ?? defaults.nextLink.origins).map((text) => parseOrigin(text) ?? '')
  return { origins: new Set([origin, ...origins]), appendSid: nextLink?.appendSid ?? defaults.nextLink.appendSid }
}

function limitsFrom({ limits, flows = defaults.flows }: PasswordResetOptions): LimitsByName {
  const open = flows.some((flow) => flow !== 'password') ? defaults.limitsOfOpenFlows : {}
  if (limits !== false) return { ...defaults.limits, ...open, ...definedFieldsOf(limits ?? {}) }
  return Object.fromEntries(Object.keys(defaults.limits).map((name) => [name, false])) as unknown as LimitsByName
}

function messagesFrom(
  { brand, locale, messages, sms }: PasswordResetOptions,
  { host }: PublicBaseUrl,
  logger: Logger,
): Messages {
  return createMessages({
    serverName: host,
    ...(brand && { brand }),
    ...(locale && { locale }),
    ...(messages && { overrides: messages }),
    smsAutofill: sms?.autofill ?? defaults.sms.autofill,
    onLocaleError: (error, request) =>
      logger.error({ option: 'locale', ...describeError(error, privateValuesOf(request)) }, 'locale threw'),
  })
}

/** Removes fields that are `undefined`, because they count as absent. */
function definedFieldsOf<T extends object>(fields: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>
  }
}
