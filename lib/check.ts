import { describeError, errorText } from './error-text'
import type { Settings } from './options/settings'
import { SendError, type EmailSender, type SmsSender } from './senders/sender'
import type { StoreCheck } from './sessions/store-check'
import { withTimeLimit } from './time-limit'

/** The result of `PasswordReset.check()` for one part. */
export interface PartCheck {
  /** `store`, `clock` and `eviction` are about the store; `email` and `sms` are about the senders, if there are any. */
  readonly part: StoreCheck['part'] | 'email' | 'sms'
  readonly ok: boolean
  /**
   * In plain words, with what to do if it is not ok. Contains no host name, user or password: it may be shown to
   * anybody.
   */
  readonly detail: string
}

/**
 * A check takes 8 s at most. A sender gets a little less than the time after which this file gives up, so that its own
 * words about what it waited for arrive first.
 */
const storeMs = 3_000
const senderMs = 7_000
const lateMs = senderMs + 500

/** How long a result is kept: load balancers ask readiness routes often, and each check logs in to the mail server. */
const freshMs = 10_000

type Checked = Pick<Settings, 'store' | 'email' | 'sms' | 'identityServers' | 'logger'>

/** Makes `check`. Calls at the same moment share one run, and its result is kept for a while. `check` never rejects. */
export function createCheck(settings: Checked): () => Promise<readonly PartCheck[]> {
  let latest: { readonly answer: Promise<readonly PartCheck[]>; freshUntil: number } | undefined
  return async () => {
    if (latest && performance.now() < latest.freshUntil) return latest.answer
    const run = { answer: checkAll(settings), freshUntil: Infinity }
    latest = run
    void run.answer.then(() => (run.freshUntil = performance.now() + freshMs))
    return run.answer
  }
}

async function checkAll(settings: Checked): Promise<readonly PartCheck[]> {
  const { email, sms, identityServers } = settings
  const [store, ...senders] = await Promise.all([
    checkStore(settings),
    ...(email ? [checkSender('email', email.sender, settings)] : []),
    ...(sms ? [checkSender('sms', sms.sender, settings)] : []),
  ])
  const nobody = !email && !sms && !identityServers
  return Object.freeze([...store, ...senders, ...(nobody ? [nobodySends] : [])].map((each) => Object.freeze(each)))
}

const nobodySends: PartCheck = {
  part: 'email',
  ok: false,
  detail: 'Nobody sends tokens: give `email` or `sms` a sender, or trust an identity server (`identityServers`)',
}

const storeParts = ['store', 'clock', 'eviction'] as const

async function checkStore({ store, logger }: Checked): Promise<readonly PartCheck[]> {
  const allOf = (ok: boolean, detail: string) =>
    storeParts.map((part) => ({ part, ok: ok || part !== 'store', detail }))
  if (!store.check) return allOf(true, 'Not tried: this store has no check()')
  const late = () => allOf(false, 'The store did not say how it is within 3 seconds')
  try {
    return await withTimeLimit(
      storeMs,
      Promise.resolve(store.check()).then((parts) => parts.map(checkedPart)),
      late,
    )
  } catch (error) {
    logger.error({ part: 'store', ...describeError(error) }, 'check: the store failed')
    return allOf(false, "The store's check() failed: see this server's log")
  }
}

/** The host's own store may be JavaScript. */
function checkedPart({ part, ok, detail }: StoreCheck): StoreCheck {
  if (!storeParts.includes(part)) throw new TypeError("a store's check() must answer a list of { part, ok, detail }")
  return { part, ok: Boolean(ok), detail: String(detail) }
}

async function checkSender(
  part: 'email' | 'sms',
  sender: EmailSender | SmsSender,
  { logger }: Checked,
): Promise<PartCheck> {
  if (!sender.verify)
    return { part, ok: true, detail: 'Not tried: this sender can only be tried by sending (send-test does)' }
  const late = () => ({ part, ok: false, detail: 'The sender could not be tried within 7 seconds' })
  try {
    const tried = Promise.resolve(sender.verify({ timeoutMs: senderMs }))
    return await withTimeLimit(
      lateMs,
      tried.then(() => ({ part, ok: true, detail: 'The provider can be reached, and takes the login' })),
      late,
    )
  } catch (error) {
    // The text of any other error may be meant for the log only.
    if (error instanceof SendError) return { part, ok: false, detail: inWords(error) }
    logger.error({ part, ...describeError(error) }, 'check: a sender failed')
    return { part, ok: false, detail: "The sender's verify() failed: see this server's log" }
  }
}

/** The error's text as a sentence, without the name of its class. */
function inWords(error: SendError): string {
  const text = errorText(error).replace(/^\w+: /, '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
