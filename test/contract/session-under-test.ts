import { randomBytes } from 'node:crypto'
import type {
  BeginRequest,
  BeginResult,
  ClaimResult,
  EndRequest,
  EndResult,
  FailedRequest,
  LookRequest,
  LookResult,
  SentRequest,
  SessionKey,
  SessionRef,
  SessionStore,
  SubmitRequest,
  SubmitResult,
} from '../../lib/sessions/session-store'

/** Longer than any test runs: what has it does not expire. */
export const longMs = 600_000
/** What has it is expired after `lapse(shortMs)`; no test wants it alive before that. */
export const shortMs = 30

export const randomTag = (): string => randomBytes(16).toString('base64url')

export interface Send {
  readonly generation: string
  readonly leaseId: string
  readonly token: string
  readonly sendAttempt: number
}

/** One triple's session in a store, with a valid default for all that a test does not talk about. */
export class SessionUnderTest {
  readonly key: SessionKey
  /** Of the session that `begin` spoke of last. */
  generation = randomTag()

  constructor(
    readonly store: SessionStore,
    key: Partial<SessionKey> = {},
  ) {
    this.key = { addressTag: randomTag(), tripleTag: randomTag(), ...key }
  }

  get ref(): SessionRef {
    return { ...this.key, generation: this.generation }
  }

  request(over: Partial<BeginRequest> = {}): BeginRequest {
    return {
      ...this.key,
      generation: randomTag(),
      sendAttempt: 1,
      deliver: 'link',
      token: randomTag(),
      tokenLifetimeMs: longMs,
      leaseId: randomTag(),
      leaseMs: longMs,
      data: 'sealed',
      networkTag: 'network',
      limits: {},
      ...over,
    }
  }

  async begin(over: Partial<BeginRequest> = {}): Promise<BeginResult> {
    const result = await this.store.begin(this.request(over))
    if (result.outcome !== 'limited') this.generation = result.generation
    return result
  }

  /** Begins where the outcome has to be `send`; the message is under way then. */
  async startSending(over: Partial<BeginRequest> = {}): Promise<Send> {
    const request = this.request(over)
    expect(await this.begin(request)).toMatchObject({ outcome: 'send', generation: expect.any(String) })
    const { leaseId, token, sendAttempt } = request
    return { generation: this.generation, leaseId, token, sendAttempt }
  }

  /** The same, and the message has been taken. */
  async send(over: Partial<BeginRequest> = {}): Promise<Send> {
    const send = await this.startSending(over)
    await this.sent(send)
    return send
  }

  async sent(send: Send, over: Partial<SentRequest> = {}): Promise<void> {
    const { generation, leaseId, sendAttempt } = send
    await this.store.sent({ ...this.key, generation, leaseId, sendAttempt, ...over })
  }

  async failed(send: Send, over: Partial<FailedRequest> = {}): Promise<void> {
    const { generation, leaseId, token } = send
    await this.store.failed({ ...this.key, generation, leaseId, token, networkTag: 'network', undone: true, ...over })
  }

  async submit(over: Partial<SubmitRequest>): Promise<SubmitResult> {
    return this.store.submit({
      ...this.ref,
      linkTokens: [],
      codeTokens: [],
      validatedLifetimeMs: longMs,
      codeTries: 5,
      ...over,
    })
  }

  /** As `submitToken` passes a token on: it may be a link's or a code. */
  async enter(token: string, over: Partial<SubmitRequest> = {}): Promise<SubmitResult['outcome']> {
    return (await this.submit({ linkTokens: [`as it came: ${token}`, token], codeTokens: [token], ...over })).outcome
  }

  async enterWrong(times = 1, over: Partial<SubmitRequest> = {}): Promise<SubmitResult['outcome'][]> {
    const outcomes: SubmitResult['outcome'][] = []
    for (let time = 0; time < times; time += 1) outcomes.push(await this.enter(randomTag(), over))
    return outcomes
  }

  async look(over: Partial<LookRequest> = {}): Promise<LookResult | undefined> {
    return this.store.look({ ...this.ref, ...over })
  }

  /** What `look` sees of a session that has to be live. */
  async seen(over: Partial<LookRequest> = {}): Promise<LookResult> {
    const seen = await this.look(over)
    if (!seen) throw new Error('The session is not live')
    return seen
  }

  async validate(over: Partial<BeginRequest> = {}, validatedLifetimeMs = longMs): Promise<Send> {
    const send = await this.send(over)
    expect(await this.enter(send.token, { validatedLifetimeMs })).toBe('right')
    return send
  }

  async claim(claimId = randomTag(), maxAgeMs = longMs): Promise<ClaimResult | undefined> {
    return this.store.claim({ ...this.ref, claimId, maxAgeMs })
  }

  async giveBack(claimId: string): Promise<boolean> {
    return this.store.giveBack({ ...this.ref, claimId })
  }

  async finish(claimId: string): Promise<void> {
    await this.store.finish({ ...this.ref, claimId })
  }

  async end(over: Partial<EndRequest> = {}): Promise<EndResult | undefined> {
    return this.store.end({ ...this.ref, scope: 'session', ...over })
  }

  /** Another triple's session of the same address. */
  sibling(store = this.store): SessionUnderTest {
    return new SessionUnderTest(store, { addressTag: this.key.addressTag })
  }
}
