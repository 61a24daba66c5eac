import { SendError, type PasswordResetOptions } from '../../lib'
import { startAbuseHost, type AbuseHost } from './abuse-host'
import { changePassword, requestToken, submitToken, type Answer } from './client'
import { Random } from './random'

const known = 1
const unknown = 1_001
const noNetworkLimits = { requestTokenPerNetwork: false, submitTokenPerNetwork: false } as const

/** What somebody tries who wants to know whether an address has an account. */
interface Step {
  readonly does: 'request' | 'submit' | 'submit as a person' | 'poll'
  readonly secret: number
  readonly attempt: number
}

/** Requests with equal, rising and falling attempts, and codes in between, over several sessions. */
function stepsOf(random: Random): Step[] {
  const steps: Step[] = [{ does: 'request', secret: 0, attempt: 1 }]
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    for (let time = 0; time < 8; time += 1) {
      const secret = random.below(3)
      const does = random.pick(['request', 'request', 'submit', 'submit as a person', 'poll'] as const)
      steps.push({ does, secret, attempt: random.pick([0, attempt, attempt, 9]) })
    }
  }
  // And what must come up: a session that dies of wrong codes, and the limit of the address.
  const dying = Array.from({ length: 6 }, () => ({ does: 'submit', secret: 0, attempt: 0 }) as const)
  const another = Array.from(
    { length: 6 },
    (_, index) => ({ does: 'request', secret: 10 + index, attempt: 1 }) as const,
  )
  return [...steps, ...another, ...dying, { does: 'request', secret: 0, attempt: 9 }]
}

interface Seen {
  readonly status: number
  readonly body: unknown
  readonly headers: unknown
}

/** What each step was answered; a `sid` is told by when it first came up, a wait by its being there. */
async function tryAll(host: AbuseHost, medium: 'email' | 'msisdn', number: number, steps: readonly Step[]) {
  const sids: string[] = []
  const latest = new Map<number, string>()
  const seen: Seen[] = []
  for (const step of steps) {
    const client_secret = `secret-${step.secret}`
    const credentials = { sid: latest.get(step.secret) ?? 'a.b.c', client_secret }
    const answer = await answerTo()
    if (step.does === 'request' && typeof answer.body['sid'] === 'string') {
      const { sid } = answer.body
      if (!sids.includes(sid)) sids.push(sid)
      latest.set(step.secret, sid)
    }
    seen.push(shapeOf(answer, sids))

    function answerTo(): Promise<Answer> {
      const token = '000000'
      if (step.does === 'submit') return submitToken(host, medium, { ...credentials, token })
      if (step.does === 'submit as a person') return submitToken(host, medium, { ...credentials, token }, 'text/html')
      if (step.does === 'poll') return changePassword(host, medium, credentials)
      return requestToken(host, medium, { number, client_secret, send_attempt: step.attempt })
    }
  }
  return seen
}

function shapeOf({ status, headers, body, text }: Answer, sids: readonly string[]): Seen {
  const { 'retry-after': retryAfter, ...others } = headers
  const isPage = headers['content-type']?.startsWith('text/html') ?? false
  const { sid, retry_after_ms: wait, ...fields } = body
  return {
    status,
    // Lengths too: a longer `sid` would tell as well as another.
    headers: {
      ...others,
      date: '',
      'content-length': wait === undefined ? others['content-length'] : 'of a wait',
      // To the minute: some seconds may lie between the first send of one and of the other.
      ...(retryAfter !== undefined && { wait: Math.round(Number(retryAfter) / 60) }),
    },
    body: {
      ...fields,
      ...(typeof sid === 'string' && { sid: sids.indexOf(sid) }),
      page: isPage && sids.reduce((page, one, index) => page.replaceAll(one, `sid ${index}`), text),
      ...(wait !== undefined && { wait: Math.round(Number(wait) / 60_000) }),
    },
  }
}

const senders: Readonly<Record<string, () => Promise<void>>> = {
  'takes the message': () => Promise.resolve(),
  refuses: () => Promise.reject(new SendError('refused', '550 no such user')),
  'is unavailable': () => Promise.reject(new Error('socket hang up')),
  'throws at once': () => {
    throw new Error('not configured')
  },
  'never answers': () => new Promise(() => undefined),
}

describe.each(['conceal', 'notify'] as const)("'%s'", (unknownThreepid) => {
  describe.each(Object.entries(senders))('with a provider that %s', (_name, send) => {
    test.each(['email', 'msisdn'] as const)('%s: nothing tells a known address from an unknown one', async (medium) => {
      const options: Partial<PasswordResetOptions> = {
        unknownThreepid,
        email: { sender: { send }, deliver: 'code' },
        sms: { sender: { send }, countries: ['GB'] },
        tokens: { sendLeaseMs: 5_000 },
        limits: noNetworkLimits,
      }
      const host = await startAbuseHost({ options })
      const seed = Math.floor(Math.random() * 2 ** 31)
      const steps = stepsOf(new Random(seed))
      const [first, second] = await Promise.all([
        tryAll(host, medium, known, steps),
        tryAll(host, medium, unknown, steps),
      ])
      expect({ seed, seen: second }).toEqual({ seed, seen: first })
      // All of it has come up: a session and another, its replay, its death, and the limit.
      const statuses = new Set(first.map(({ status }) => status))
      expect([...statuses].sort()).toEqual([200, 400, 401, 429])
    })
  })

  test('the first wrong answer differs in nothing: dead after 5 wrong codes, then 429 for any attempt', async () => {
    const sender = { send: () => Promise.resolve() }
    const options = { unknownThreepid, sms: { sender, countries: ['GB'] }, limits: noNetworkLimits } as const
    const host = await startAbuseHost({ options })
    for (const number of [known, unknown]) {
      const { sid } = (await requestToken(host, 'msisdn', { number })).body
      const submit = () => submitToken(host, 'msisdn', { sid, client_secret: 'a-client-secret', token: '000000' })
      const errcodes = [await submit(), await submit(), await submit(), await submit(), await submit(), await submit()]
      expect(errcodes.map(({ body }) => body['errcode'])).toEqual([
        ...Array.from({ length: 5 }, () => 'M_TOKEN_INCORRECT'),
        'M_SESSION_EXPIRED',
      ])
      for (const send_attempt of [1, 2]) {
        expect((await requestToken(host, 'msisdn', { number, send_attempt })).body).toMatchObject({
          errcode: 'M_LIMIT_EXCEEDED',
        })
      }
      const other = await requestToken(host, 'msisdn', { number, client_secret: 'another' })
      expect(other.status).toBe(200)
      expect(other.body['sid']).not.toBe(sid)
    }
  })
})
