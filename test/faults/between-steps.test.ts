import { MatrixError, SendError, type EmailSender, type SmsSender } from '../../lib'
import { askAndProve, askForToken, credentialsOf, postRequestToken, submitToken } from '../http/flow'
import { plainHost, startHost, type TestHost } from '../host/host'
import { waitFor } from '../redis/wait-for'
import { faultyStore, type FaultyStore } from './faulty-store'

const secret = 'a secret of the store, 32 characters or more'
const sendLeaseMs = 1_000
const hourMs = 3_600_000

let faulty: FaultyStore
beforeEach(() => {
  faulty = faultyStore()
})
const start = (options: object = {}): Promise<TestHost> =>
  startHost(plainHost, { store: faulty.store, secret, tokens: { sendLeaseMs }, ...options })

async function changePassword(host: TestHost, credentials: { sid: string; client_secret: string }) {
  const auth = {
    type: 'm.login.email.identity',
    threepid_creds: { sid: credentials.sid, client_secret: credentials.client_secret },
  }
  return host.agent.post('/_matrix/client/v3/account/password').send({ new_password: 'a new password', auth })
}

const unavailable = { status: 503, body: { errcode: 'M_UNKNOWN' } }

// What counts for the network goes first, what counts for the number beside its session's beginning, what all share after it.
test.each([
  ['smsPerNetwork', 0, 0],
  ['smsPerPrefix', 1, 1],
  ['smsPerCountry', 2, 3],
  ['smsInAll', 3, 3],
])('%s can’t be counted: 503, and what the others counted goes back', async (_limit, at, counted) => {
  const one = { max: 1, windowMs: hourMs }
  const host = await start({
    limits: { requestTokenPerNetwork: false, smsPerNetwork: one, smsPerPrefix: one, smsPerCountry: one, smsInAll: one },
  })
  faulty.fail('count', at)
  const answer = await postRequestToken(host, 'msisdn')
  expect(answer).toMatchObject(unavailable)
  expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/)
  expect(host.outbox.messages).toEqual([])
  const returned = () => faulty.calls.filter((verb) => verb === 'undoCount').length
  await waitFor('the others to be returned', () => returned() === counted)
  // The session was begun, and is taken back as one that sent nothing.
  expect((await postRequestToken(host, 'msisdn')).status).toBe(200)
  expect(host.outbox.messages).toHaveLength(1)
})

test('a send that can’t be recorded: the person has their answer, and the attempt is not used up after the lease', async () => {
  const host = await start()
  faulty.fail('sent', 0)
  const session = await askForToken(host, 'email')
  expect((await postRequestToken(host, 'email')).status).toBe(200)
  expect(host.outbox.messages).toHaveLength(1)
  await waitFor('the attempt to send again', async () => {
    await postRequestToken(host, 'email')
    return host.outbox.messages.length === 2
  })
  expect(host.logLines.join('\n')).toContain('could not be recorded')
  expect((await submitToken(host, session)).status).toBe(200)
})

test('a failure that can’t be recorded: 502 all the same, and the attempt sends again after the lease', async () => {
  let refuses = true
  const sent: string[] = []
  const send = async ({ to }: { to: string }) => {
    if (refuses) throw new SendError('refused', 'Not now')
    sent.push(to)
  }
  const host = await start({ email: { sender: { send } satisfies EmailSender } })
  faulty.fail('failed')
  const answer = await postRequestToken(host, 'email')
  expect(answer).toMatchObject({ status: 502, body: { errcode: 'M_EMAIL_SEND_ERROR' } })
  expect(host.logLines.join('\n')).toContain('The session store is unavailable')
  faulty.mend()
  refuses = false
  await waitFor('the attempt to send', async () => {
    expect((await postRequestToken(host, 'email')).status).toBe(200)
    return sent.length === 1
  })
})

test('a send that nobody heard of, and that can’t be recorded: 502 all the same', async () => {
  const send = () => Promise.reject(new SendError('timeout', 'No answer'))
  const host = await start({ email: { sender: { send } satisfies EmailSender } })
  faulty.fail('failed')
  expect(await postRequestToken(host, 'email')).toMatchObject({ status: 502, body: { errcode: 'M_EMAIL_SEND_ERROR' } })
  expect(faulty.calls.at(-1)).toBe('failed')
  expect(host.logLines.join('\n')).toContain('The session store is unavailable')
})

test('a count that can’t be given back changes no answer, and ends no process', async () => {
  const many = { max: 9, windowMs: hourMs }
  const limits = { requestTokenPerNetwork: false, smsPerNetwork: many, smsPerPrefix: many, smsPerCountry: many }
  const host = await start({ limits })
  const tried = () => faulty.calls.filter((verb) => verb === 'undoCount').length
  faulty.fail('undoCount')
  // Of nobody's number only the network's count is given back.
  expect((await postRequestToken(host, 'msisdn', { phone_number: '07400 999999' })).status).toBe(400)
  await waitFor('one to be given back', () => tried() === 1)
  faulty.fail('count', 2)
  expect(await postRequestToken(host, 'msisdn')).toMatchObject(unavailable)
  await waitFor('the others to be given back', () => tried() === 4)
})

test('an account that can’t be released after a refused password: the client hears why, and it is tried again', async () => {
  let isRefused = true
  const setPassword = () => {
    if (isRefused) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please')
  }
  const host = await start({ accountPassword: { setPassword } })
  const session = await askAndProve(host, 'email')
  faulty.fail('release', 0)
  expect(await changePassword(host, session)).toMatchObject({ status: 400, body: { errcode: 'M_WEAK_PASSWORD' } })
  expect(host.logLines.join('\n')).toContain('The session store is unavailable')
  await waitFor('it to be released', () => faulty.calls.filter((verb) => verb === 'release').length === 2)
  isRefused = false
  expect((await changePassword(host, session)).status).toBe(200)
})

test('a concealed send that can’t be recorded shows nowhere but in the log', async () => {
  const host = await start({ unknownThreepid: 'conceal' })
  faulty.fail('sent')
  expect((await postRequestToken(host, 'email')).status).toBe(200)
  await host.passwordReset.close()
  expect(host.outbox.messages).toHaveLength(1)
  expect(host.logLines.join('\n')).toContain('could not be recorded')
})

test('a concealed send that failed for good counts as sent: an attempt that is free again would tell', async () => {
  const send = () => Promise.reject(new SendError('refused', 'Not now'))
  const host = await start({ email: { sender: { send } satisfies EmailSender }, unknownThreepid: 'conceal' })
  expect((await postRequestToken(host, 'email')).status).toBe(200)
  await host.passwordReset.close()
  expect(host.events).toMatchObject([{ type: 'delivery_failed', willRetry: false }])
  expect(faulty.calls.slice(-2)).toEqual(['begin', 'sent'])
})

test('a session that can’t be claimed is not used; nothing was spent', async () => {
  const host = await start()
  const session = await askAndProve(host, 'email')
  faulty.fail('claim')
  expect(await changePassword(host, session)).toMatchObject(unavailable)
  expect(host.changes).toEqual([])
  faulty.mend()
  expect((await changePassword(host, session)).status).toBe(200)
})

test('a session that can’t be given back: the client hears why its password was refused, the log the rest', async () => {
  const setPassword = () => {
    throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please')
  }
  const host = await start({ accountPassword: { setPassword } })
  const session = await askAndProve(host, 'email')
  faulty.fail('giveBack')
  expect(await changePassword(host, session)).toMatchObject({ status: 400, body: { errcode: 'M_WEAK_PASSWORD' } })
  expect(host.logLines.join('\n')).toContain('could not be given back')
  expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
})

test('sessions begun meanwhile that can’t be ended: the password is changed, and the answer says so', async () => {
  const host = await start()
  const session = await askAndProve(host, 'email')
  faulty.fail('finish')
  expect((await changePassword(host, session)).status).toBe(200)
  expect(host.changes).toHaveLength(1)
  expect(host.logLines.join('\n')).toContain('could not be ended')
})

test('what a host calls rejects with an answer that it may give as it is', async () => {
  const host = await start()
  const credentials = credentialsOf(await askAndProve(host, 'email'))
  for (const verb of ['look', 'claim', 'endAll'] as const) faulty.fail(verb)
  const use = jest.fn()
  for (const call of [
    () => host.passwordReset.validated(credentials),
    () => host.passwordReset.redeem(credentials, use),
    () => host.passwordReset.revoke({ medium: 'email', address: 'alice@example.org' }),
  ]) {
    const error: unknown = await call().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MatrixError)
    expect(error).toMatchObject({ status: 503, errcode: 'M_UNKNOWN', retryAfterMs: expect.any(Number) as number })
  }
  expect(use).not.toHaveBeenCalled()
})

describe('close()', () => {
  test('waits for the sends that are under way, and lets nothing go', async () => {
    const finish: (() => void)[] = []
    const send = () => new Promise<void>((resolve) => void finish.push(resolve))
    const host = await start({ sms: { sender: { send } satisfies SmsSender }, unknownThreepid: 'conceal' })
    expect((await postRequestToken(host, 'msisdn')).status).toBe(200)
    await waitFor('the send to begin', () => finish.length === 1)
    let isClosed = false
    const closing = host.passwordReset.close().then(() => (isClosed = true))
    // Another request goes all its way meanwhile.
    expect((await postRequestToken(host, 'msisdn')).status).toBe(200)
    expect(isClosed).toBe(false)
    finish[0]!()
    await closing
    expect(host.events).toMatchObject([{ type: 'token_sent' }])
    expect(faulty.calls.at(-1)).toBe('sent')
    expect(host.logLines).toEqual([])
  })

  test('gives up within its deadline, and says how many it dropped', async () => {
    const host = await start({ unknownThreepid: 'conceal' })
    faulty.fail('sent', undefined, () => new Promise(() => undefined))
    await postRequestToken(host, 'email')
    await postRequestToken(host, 'msisdn')
    const startedAt = performance.now()
    await host.passwordReset.close()
    expect(performance.now() - startedAt).toBeLessThan(sendLeaseMs + 2_000)
    expect(host.logLines).toEqual([expect.stringMatching(/given up.*"dropped":2/)])
  })
})
