import { SendError, type EmailMessage, type SendFailure } from '../../lib'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { clientSecret, postRequestToken } from '../http/flow'
import { expectError } from '../http/answers'
import { waitFor } from '../redis/wait-for'

const sendLeaseMs = 1_000
/** A sender's own deadline is shorter than the lease. */
const deadlineMs = 0.8 * sendLeaseMs
const hourMs = 3_600_000
const never = () => new Promise<void>(() => undefined)

/** Does to each message what the list says, in order; then it takes them. */
class FaultySender {
  readonly tried: EmailMessage[] = []
  readonly triedAt: number[] = []
  constructor(private readonly faults: (() => Promise<void>)[]) {}

  readonly send = (message: { to: string; text: string }): Promise<void> => {
    this.tried.push({ subject: '', html: '', ...message })
    this.triedAt.push(performance.now())
    const fault = this.faults.shift()
    return fault ? fault() : Promise.resolve()
  }
}

const fails = (failure: SendFailure) => () => Promise.reject(new SendError(failure, 'The provider said so'))
const hasNoConnection = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
const throwsAtOnce = () => {
  throw new Error('A sender that throws before it has a promise')
}

const media = [
  ['email', 'M_EMAIL_SEND_ERROR'],
  ['msisdn', 'M_SEND_ERROR'],
] as const

function start(sender: FaultySender, options: HostOptions = {}): Promise<TestHost> {
  return startHost(plainHost, { email: { sender }, sms: { sender }, tokens: { sendLeaseMs }, ...options })
}

function failuresTold({ events }: TestHost) {
  return events.flatMap((event) =>
    event.type === 'delivery_failed' ? [{ reason: event.reason, willRetry: event.willRetry }] : [],
  )
}

describe("'reject': the provider's word is waited for", () => {
  const faults: [string, () => Promise<void>, string][] = [
    ['refuses', fails('refused'), 'refused'],
    ['is unavailable', fails('unavailable'), 'unavailable'],
    ['times out by itself', fails('timeout'), 'timeout'],
    ['rejects with any error', () => Promise.reject(new Error('550 no such user alice@example.org')), 'timeout'],
    ['throws before it has a promise', throwsAtOnce, 'timeout'],
    ['has no connection', hasNoConnection, 'unavailable'],
    ['never answers', never, 'timeout'],
  ]

  describe.each(media)('%s', (medium, errcode) => {
    test.each(faults)('a sender that %s: 502, and the same send_attempt sends again', async (_, fault, reason) => {
      const sender = new FaultySender([fault])
      const host = await start(sender)
      const startedAt = performance.now()
      expectError(await postRequestToken(host, medium), 502, errcode)
      expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 2_000)
      expect(failuresTold(host)).toEqual([{ reason, willRetry: false }])

      expect(await postRequestToken(host, medium)).toMatchObject({ status: 200 })
      expect(sender.tried).toHaveLength(2)
      expect(await postRequestToken(host, medium)).toMatchObject({ status: 200 })
      expect(sender.tried).toHaveLength(2)
    })

    test.each([
      ['refused', false],
      ['unavailable', true],
      ['timeout', true],
    ] as const)('%s: whether the person is asked to try again: %s', async (failure, isAsked) => {
      const host = await start(new FaultySender([fails(failure)]))
      const { body } = await postRequestToken(host, medium)
      expect(String(body['error']).includes('try again')).toBe(isAsked)
    })

    test.each<[string, () => Promise<void>, boolean]>([
      ['refused', fails('refused'), true],
      ['unavailable', fails('unavailable'), true],
      ['no connection', hasNoConnection, true],
      ['timeout', fails('timeout'), false],
      ['any other error', () => Promise.reject(new Error('socket hang up')), false],
      ['thrown at once', throwsAtOnce, false],
      ['no answer until the deadline', never, false],
    ])('%s: whether its charges are returned', async (_, fault, isReturned) => {
      const limits = {
        sendsPerAddress: { max: 1, windowMs: hourMs },
        sendsPerAddressAndNetwork: { max: 1, windowMs: hourMs },
        smsPerPrefix: { max: 1, windowMs: hourMs },
        smsPerCountry: { max: 1, windowMs: hourMs },
        smsInAll: { max: 1, windowMs: hourMs },
        smsPerNetwork: { max: 1, windowMs: hourMs },
        emailsPerNetwork: { max: 1, windowMs: hourMs },
        emailsInAll: { max: 1, windowMs: hourMs },
      }
      const host = await start(new FaultySender([fault]), { limits })
      expect((await postRequestToken(host, medium)).status).toBe(502)
      expect((await postRequestToken(host, medium)).status).toBe(isReturned ? 200 : 429)
      expect((await postRequestToken(host, medium, { send_attempt: 2 })).status).toBe(429)
    })
  })

  test('a slow sender is waited for, and equal requests are answered meanwhile', async () => {
    let finish = () => undefined as void
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    const sender = new FaultySender([() => slow])
    const host = await start(sender, { tokens: { sendLeaseMs: 20_000 } })
    const first = postRequestToken(host, 'email').then((answer) => answer)
    await waitFor('the send to begin', () => sender.tried.length === 1)
    const equal = await postRequestToken(host, 'email')
    expect(equal.status).toBe(200)
    finish()
    expect(await first).toMatchObject({ status: 200, body: equal.body })
    expect(sender.tried).toHaveLength(1)
  })

  test.each([
    ['refused', 400],
    ['timeout', 200],
  ] as const)(
    'the link of a message that was not taken (%s), if it was seen all the same: %i',
    async (failure, status) => {
      const sender = new FaultySender([fails(failure)])
      const host = await start(sender)
      expect((await postRequestToken(host, 'email')).status).toBe(502)
      const { sid } = (await postRequestToken(host, 'email')).body
      const [token] = sender.tried.map(({ text }) => new URL(/https:\S+/.exec(text)![0]).searchParams.get('token'))
      const submitted = await host.agent
        .post(host.submitTokenPath('email'))
        .send({ sid, client_secret: clientSecret, token })
      expect(submitted.status).toBe(status)
    },
  )
})

describe.each(['conceal', 'notify'] as const)("'%s': a provider's failure is not shown", (unknownThreepid) => {
  test.each<[string, () => Promise<void>, boolean]>([
    ['refuses', fails('refused'), false],
    ['is unavailable', fails('unavailable'), true],
    ['times out', fails('timeout'), false],
    ['has no connection', hasNoConnection, true],
    // It may be out: nobody knows what the sender did before.
    ['throws before it has a promise', throwsAtOnce, false],
    ['never answers', never, false],
  ])('a sender that %s: the answer is the usual one, a retry only where none was sent', async (_, fault, isRetried) => {
    const sender = new FaultySender([fault])
    // Time enough for another try, save where the whole of it is waited for.
    const tokens = { sendLeaseMs: fault === never ? sendLeaseMs : 5_000 }
    const host = await start(sender, { unknownThreepid, tokens })
    const answer = await postRequestToken(host, 'email')
    expect(answer).toMatchObject({ status: 200, body: { sid: expect.any(String) } })
    await host.passwordReset.close()
    expect(sender.tried).toHaveLength(isRetried ? 2 : 1)
    expect(failuresTold(host)).toEqual([{ reason: expect.any(String), willRetry: isRetried }])
    if (isRetried) expect(sender.triedAt[1]! - sender.triedAt[0]!).toBeGreaterThanOrEqual(990)
    // An attempt that failed for good could tell by being free again.
    expect((await postRequestToken(host, 'email')).body).toEqual(answer.body)
    expect(sender.tried).toHaveLength(isRetried ? 2 : 1)
  })
})

test('concealed sends are tried three times at most, each wait longer, all within the time of a send', async () => {
  const sender = new FaultySender(Array.from({ length: 9 }, () => fails('unavailable')))
  const host = await start(sender, { unknownThreepid: 'conceal', tokens: { sendLeaseMs: 10_000 } })
  await postRequestToken(host, 'email')
  await host.passwordReset.close()
  expect(failuresTold(host).map(({ willRetry }) => willRetry)).toEqual([true, true, false])
  const [first, second, third] = sender.triedAt as [number, number, number]
  expect(second - first).toBeGreaterThanOrEqual(990)
  expect(third - second).toBeGreaterThan(second - first)
  expect(third - first).toBeLessThan(8_000)
})

test('past a thousand sends under way one that fails is not tried again: they are bounded in memory', async () => {
  const finish: (() => void)[] = []
  const hangs = () => new Promise<void>((resolve) => void finish.push(resolve))
  const sender = new FaultySender([...Array.from({ length: 1_000 }, () => hangs), fails('unavailable')])
  const host = await start(sender, { unknownThreepid: 'conceal', tokens: { sendLeaseMs: 30_000 } })
  const ask = (number: number) =>
    postRequestToken(host, 'email', { client_secret: `secret-${number}` }).then((answer) => answer)
  for (let number = 0; number < 1_000; number += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => ask(number + index)))
  await waitFor('the sends to hang', () => finish.length === 1_000)
  expect((await ask(1_000)).status).toBe(200)
  await waitFor('one to fail', () => failuresTold(host).length > 0)
  expect(failuresTold(host)).toEqual([{ reason: 'unavailable', willRetry: false }])
  for (const end of finish) end()
})
