import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { MatrixError, outbox, type Outbox, type PasswordResetEvent } from '../../lib'
import { closeHosts, ownPath } from '../host/host'
import { startAbuseHost, type AbuseHost } from './abuse-host'
import { hostileRequest, type HostileRequest, type KnownSession, type Knowledge } from './hostile-requests'
import { Random } from './random'
import { judge } from './verdict'
import { Wire, type WireAnswer } from './wire'

export interface FuzzResult {
  /** What was answered how often. */
  readonly tally: ReadonlyMap<string, number>
  /** Each with the seed and the request, to the byte. */
  readonly failures: readonly string[]
  readonly messages: Outbox['messages']
  readonly events: readonly PasswordResetEvent[]
  readonly errorLines: readonly string[]
}

const answerDeadlineMs = 15_000
const maxFailures = 5
const sessionsKept = 64

/**
 * Sends so many requests that no client would to three hosts at once: one that reads no bodies before, one that has read
 * them, and one that conceals and limits. Request `index` of a seed is the same each time, but for the `sid`s and tokens
 * that it was told.
 */
export async function fuzz({ seed, requests }: { seed: number; requests: number }): Promise<FuzzResult> {
  const fuzzer = new Fuzzer(seed)
  try {
    await fuzzer.run(requests)
  } finally {
    await closeHosts()
  }
  return fuzzer
}

class Fuzzer implements FuzzResult {
  readonly tally = new Map<string, number>()
  readonly failures: string[] = []
  readonly events: PasswordResetEvent[] = []
  readonly errorLines: string[] = []
  private readonly taken = outbox()
  private readonly sessions: KnownSession[] = []
  private next = 0

  constructor(private readonly seed: number) {}

  get messages(): Outbox['messages'] {
    return this.taken.messages
  }

  async run(requests: number): Promise<void> {
    const hosts = await this.startHosts()
    const workers = hosts.flatMap((host, index) => Array.from({ length: [6, 3, 1][index] ?? 1 }, () => host))
    await Promise.all(workers.map((host) => this.work(host, requests)))
    for (const host of hosts) await this.expectAlive(host)
  }

  /** A good request, after all the bad ones. */
  private async expectAlive({ port }: AbuseHost): Promise<void> {
    const wire = new Wire(port)
    const target = `${ownPath}/email/submitToken?sid=a&client_secret=b&token=c`
    const head = `GET ${target} HTTP/1.1\r\nHost: matrix.example.org\r\nAccept: application/json\r\n\r\n`
    const answer = await wire.exchange(Buffer.from(head), 'GET')
    wire.close()
    const isExpected = answer?.text.includes('M_SESSION_EXPIRED') ?? false
    const isLimited = answer?.status === 429
    if (!isExpected && !isLimited) this.failures.push(`no good answer afterwards: ${JSON.stringify(answer)}`)
  }

  private async startHosts(): Promise<AbuseHost[]> {
    const common = {
      onEvent: (event: PasswordResetEvent) => void this.events.push(event),
      logger: {
        warn: () => undefined,
        error: (fields: object, message: string) => void this.errorLines.push(`${message} ${JSON.stringify(fields)}`),
      },
    }
    const setPassword = () => {
      if (this.next % 3 === 0) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'longer, please')
    }
    const { email, sms } = this.taken
    const codes = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] } }
    const links = {
      email: { sender: email, deliver: 'code' as const },
      sms: { sender: sms, countries: ['GB'], deliver: 'link' as const },
    }
    const accountPassword = { setPassword, notifyChanged: false }
    const parsers = [express.json(), express.urlencoded({ extended: true }), express.text()]
    return Promise.all([
      startAbuseHost({ options: { ...common, ...codes, limits: false }, accountPassword }),
      startAbuseHost({ options: { ...common, ...links, limits: false }, accountPassword, parsers }),
      startAbuseHost({ options: { ...common, ...codes, unknownThreepid: 'conceal' }, trustProxy: 1, accountPassword }),
    ])
  }

  private async work(host: AbuseHost, requests: number): Promise<void> {
    const wire = new Wire(host.port)
    while (this.next < requests && this.failures.length < maxFailures) {
      const index = this.next
      this.next += 1
      const request = hostileRequest(new Random(this.seed, index), this.knowledge)
      if (request.cutAt === null) await this.exchange(wire, request, index)
      else await wire.abandon(request.bytes.subarray(0, request.cutAt), index % 2 === 0)
    }
    wire.close()
  }

  private async exchange(wire: Wire, request: HostileRequest, index: number): Promise<void> {
    const deadline = new AbortController()
    const tooLate = delay(answerDeadlineMs, 'late' as const, { signal: deadline.signal, ref: false })
    tooLate.catch(() => undefined)
    const answer = await Promise.race([wire.exchange(request.bytes, request.method), tooLate])
    deadline.abort()
    if (request.isBrokenHttp || answer === 'late') wire.close()
    if (answer === 'late') {
      this.fail('was not answered', request, index, null)
      return
    }
    const { answered, complaint } = judge(request, answer)
    this.tally.set(answered, (this.tally.get(answered) ?? 0) + 1)
    if (complaint !== null) this.fail(complaint, request, index, answer)
    else if (request.aim?.endpoint === 'requestToken' && answer?.status === 200) this.learn(request, answer)
  }

  private fail(complaint: string, { bytes }: HostileRequest, index: number, answer: WireAnswer | null): void {
    const answered = answer && JSON.stringify({ ...answer, text: answer.text.slice(0, 500) })
    this.failures.push(
      `seed ${this.seed}, request ${index}: ${complaint}\n${JSON.stringify(bytes.toString('latin1'))}\n${answered}`,
    )
  }

  /** Keeps what the request was answered; its token is the last that was sent to that medium: often its own. */
  private learn({ aim, bytes }: HostileRequest, { text }: WireAnswer): void {
    const clientSecret = /"client_secret":"(secret-\d+)"/.exec(bytes.toString('latin1'))?.[1]
    if (!aim || clientSecret === undefined) return
    const { sid } = JSON.parse(text) as { sid: string }
    const sent = this.messages.at(-1)
    const url = sent?.links[0] === undefined ? null : new URL(sent.links[0])
    const token = url ? (url.searchParams.get('sid') === sid ? url.searchParams.get('token') : null) : sent?.code
    const known = { medium: aim.medium, sid, client_secret: clientSecret, token: token ?? undefined }
    if (this.sessions.length < sessionsKept) this.sessions.push(known)
    else this.sessions[this.next % sessionsKept] = known
  }

  private readonly knowledge: Knowledge = {
    session: (random) => (this.sessions.length === 0 ? undefined : random.pick(this.sessions)),
  }
}
