import Joi from 'joi'
import { isAppUrl } from '../messages/brand/app-url'
import { faultOfWords } from '../messages/languages/check-words'
import { isRedisClient } from '../sessions/redis-client'
import { flows } from '../threepids/flow'
import { isCountry } from '../threepids/phone-number'
import { defaults } from './defaults'
import { parseOrigin, parsePublicBaseUrl } from './public-base-url'

/** Adds the words of a rule's error message: what is wanted, and the fix. The option's name stands before them. */
const words = <T extends Joi.Schema>(schema: T, wanted: string): T =>
  // `object.base` is named as well: Joi takes a function for an object, and otherwise the words of the object around it
  // would be used instead of `*`.
  schema.messages({ '*': plain(wanted), 'object.base': plain(wanted) }) as T

/** Joi would read braces as templates. */
const plain = (text: string) => text.replaceAll('{', '\\{')

const aFunction = (wanted: string) => words(Joi.function(), wanted)
const trueOrFalse = words(Joi.boolean(), 'must be true or false')
const delivery = words(Joi.valid('link', 'code'), "must be 'link' or 'code'")
const lifetime = words(
  Joi.number().integer().min(1_000).max(Number.MAX_SAFE_INTEGER),
  'must be a whole number of milliseconds from 1,000; 60_000 is a minute',
)
const wholeNumber = (min: number, max: number) =>
  words(Joi.number().integer().min(min).max(max), `must be a whole number from ${min} to ${max}`)

/** An object with known fields. Unknown ones are reported with the nearest known name. */
const fields = (keys: Joi.SchemaMap, wanted: string) => Joi.object(keys).messages({ 'object.base': plain(wanted) })

/** An object of any class that has these methods. */
const objectWithMethods = (methods: readonly string[], wanted: string) =>
  words(
    Joi.any().custom((value: Readonly<Record<string, unknown>> | null | undefined) => {
      if (typeof value !== 'object' || value === null) throw new TypeError()
      if (methods.some((method) => typeof value[method] !== 'function')) throw new TypeError()
      return value
    }),
    wanted,
  )

const checked = (isGood: (text: string) => boolean, wanted: string) =>
  words(
    Joi.any().custom((value: unknown) => {
      if (typeof value !== 'string' || !isGood(value)) throw new TypeError()
      return value
    }),
    wanted,
  )

const routePath = (wanted: string) => checked((text) => /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+$/.test(text), wanted)

const limit = fields(
  { max: wholeNumber(0, 1e9).required(), windowMs: wholeNumber(1, 1e11).required() },
  'must be { max, windowMs } (windowMs in milliseconds) or false',
).allow(false)

const aSecret = checked((text) => text.length >= 32, 'must have 32 characters or more: say, `openssl rand -base64 48`')

const sessionStoreMethods =
  'begin,sent,failed,submit,validate,undoTry,look,end,claim,giveBack,finish,endAll,forget,hold,release,count,undoCount,close'.split(
    ',',
  )

const email = fields(
  {
    sender: objectWithMethods(
      ['send'],
      'must have a method send(message): sendgridSender, smtpSender, outbox().email or your own',
    ).required(),
    deliver: delivery,
  },
  "must be { sender, deliver: 'link' | 'code' }",
)

const sms = fields(
  {
    sender: objectWithMethods(
      ['send'],
      'must have a method send(message): vonageSender, outbox().sms or your own',
    ).required(),
    deliver: delivery,
    countries: words(
      Joi.array()
        .items(checked(isCountry, "must be an ISO 3166-1 alpha-2 code in capitals, such as 'GB' (the code of the UK)"))
        .min(1),
      "must be a list of the countries to text, such as ['GB', 'IE']: texting costs money",
    ).required(),
    autofill: trueOrFalse,
  },
  "must be { sender, countries: ['GB'], deliver: 'code' | 'link' }",
)

const identityServers = fields(
  {
    trusted: words(
      Joi.alternatives(Joi.function(), Joi.array().items(Joi.string())),
      "must be a list of server names, such as ['id.example.org'], or a function (name) => boolean",
    ).required(),
    prefer: words(Joi.valid('local', 'proxy'), "must be 'local' or 'proxy'"),
    delegate: fields(
      {
        email: words(Joi.string(), 'must be an entry of trusted'),
        msisdn: words(Joi.string(), 'must be an entry of trusted'),
      },
      'must be { email: name, msisdn: name }, both optional',
    ),
    decide: aFunction("must be a function that answers 'local' or 'proxy'"),
  },
  'must be { trusted, prefer, delegate, decide }',
)

const nextLink = fields(
  {
    origins: words(
      Joi.array().items(
        checked(
          (text) => parseOrigin(text) !== undefined,
          "must be an https: origin without a path, such as 'https://app.example.org', or an app's own 'scheme://host'",
        ),
      ),
      "must be a list of origins, such as ['https://app.example.org']",
    ),
    appendSid: trueOrFalse,
  },
  'must be { origins, appendSid }',
)

const tokens = fields(
  {
    linkLifetimeMs: lifetime,
    codeLifetimeMs: lifetime,
    codeDigits: wholeNumber(6, 10),
    codeTries: wholeNumber(1, 10),
    validatedLifetimeMs: lifetime,
    sendLeaseMs: words(
      Joi.number().integer().min(1_000).max(600_000),
      'must be a whole number of milliseconds from 1,000 to 600,000 (10 minutes)',
    ),
  },
  'must be an object of lifetimes and sizes',
)

const isUrlOf = (schemes: RegExp) => (text: string) => schemes.test(text) && text.length <= 20_000 && URL.canParse(text)
const brand = fields(
  {
    name: words(Joi.string().min(1).max(60), 'must be a string of 1 to 60 characters'),
    logo: checked(isUrlOf(/^(?:https:|data:image\/)/), 'must be an https: or data:image/ URL'),
    color: checked((text) => /^#[0-9a-f]{6}$/i.test(text), "must be a color such as '#0b5cad'"),
    support: checked(isUrlOf(/^(?:https:|mailto:)/), 'must be an https: or mailto: URL'),
    app: checked(isAppUrl, "must be an https: URL or one of an app's own scheme, such as 'org.example.app://open'"),
  },
  'must be { name, logo, color, support, app }',
)

const replacement = aFunction('must be a function (values, standard) that answers the same shape as standard')
const ownWords = Joi.custom((value: unknown, { message }) => {
  const fault = faultOfWords(value)
  return fault === undefined
    ? value
    : message({ custom: `must be whole Words, as the package's own are: see \`${fault}\`` })
})
const messages = fields(
  {
    ...Object.fromEntries(
      'emailLink,emailCode,smsLink,smsCode,emailNoAccount,emailInUse,emailChanged,page'
        .split(',')
        .map((name) => [name, replacement]),
    ),
    words: Joi.array().items(ownWords),
  },
  'must be an object of functions, and `words`, a list of languages',
)

/** The rules for all options of `createPasswordResetRouter`. */
export const passwordResetSchema = fields(
  {
    publicBaseUrl: checked(
      (text) => parsePublicBaseUrl(text) !== undefined,
      'must be the URL that this router is reached at from outside, without query, fragment or credentials, such as ' +
        "'https://matrix.example.org'",
    ).required(),
    accounts: objectWithMethods(
      ['findByThreepid'],
      'must have a method findByThreepid({ medium, address, flow }) that answers { userId, address } or null',
    ).required(),
    redis: words(
      Joi.any().custom((value: unknown) => {
        if (!isRedisClient(value)) throw new TypeError()
        return value
      }),
      'must be a client of ioredis, such as new Redis(url), or of node-redis 5 or 6, such as createClient({ url })',
    ),
    secret: Joi.alternatives(aSecret, Joi.array().items(aSecret).min(1)).messages({
      '*': 'must be a string, or strings, of 32 characters or more: say, `openssl rand -base64 48`',
    }),
    email,
    sms,
    identityServers,
    nextLink,
    tokens,
    limits: fields(
      Object.fromEntries(Object.keys(defaults.limits).map((name) => [name, limit])),
      'must be an object of limits by name, or false',
    ).allow(false),
    unknownThreepid: words(Joi.valid('reject', 'conceal', 'notify'), "must be 'reject', 'conceal' or 'notify'"),
    allow3pid: aFunction('must be a function ({ medium, address, flow, request }) => boolean'),
    flows: words(
      Joi.array()
        .items(words(Joi.valid(...flows), "must be 'password', 'register' or '3pid'"))
        .min(1)
        .unique(),
      "must be a list of one or more of 'password', 'register', '3pid', each once",
    ),
    identityPaths: trueOrFalse,
    path: routePath("must be a path without a slash at its end, such as '/_matrix/client/unstable/org.example.reset'"),
    cors: trueOrFalse,
    logger: objectWithMethods(['warn', 'error'], 'must have the methods warn and error, as console and pino have'),
    onEvent: aFunction('must be a function (event) => void'),
    locale: words(
      Joi.alternatives(Joi.string().min(2).max(35), Joi.function()),
      "must be a language tag such as 'de', or a function ({ request, userId }) => string | undefined, or a promise of it",
    ),
    brand,
    messages,
    store: objectWithMethods(
      sessionStoreMethods,
      'must be a SessionStore: memoryStore(), redisStore(redis) or your own',
    ),
  },
  'must be an object; publicBaseUrl and accounts are required',
)

/** The rules for all options of `createAccountPasswordRouter`. */
export const accountPasswordSchema = fields(
  {
    setPassword: aFunction(
      'must be a function ({ userId, newPassword, logoutDevices, request }) that sets the password',
    ).required(),
    notifyChanged: trueOrFalse,
  },
  'must be an object; setPassword is required',
)

/** The rules for all options of `createResetPageRouter`. */
export const resetPageSchema = accountPasswordSchema.keys({
  path: routePath("must be a path without a slash at its end, such as '/reset'"),
  passwordRules: aFunction('must be a function (language) => string, with what is wanted of a password'),
})
