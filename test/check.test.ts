import {
  createPasswordResetRouter,
  memoryStore,
  outbox,
  SendError,
  type EmailSender,
  type PartCheck,
  type PasswordResetOptions,
  type SessionStore,
} from '../lib'
import { optionsWith } from './options/refusal'

/** What `check()` makes of stores and senders; what these say by themselves has its tests with them. */

const never = new Promise<never>(() => undefined)
const emailOf = (sender: Partial<EmailSender>) => ({ email: { sender: { send: async () => undefined, ...sender } } })
const verifying = (verify: EmailSender['verify'] & {}) => emailOf({ verify })
const storeOf = (check: SessionStore['check']) => ({ store: Object.assign(memoryStore(), { check }) })
const alone = { sms: undefined }

async function checked(others: object): Promise<readonly PartCheck[]> {
  const passwordReset = createPasswordResetRouter(optionsWith(others))
  try {
    return await passwordReset.check()
  } finally {
    await passwordReset.close()
  }
}

const partOf = async (part: PartCheck['part'], others: object) =>
  (await checked(others)).find((each) => each.part === part)

test('each part of a server that works is ok, the senders that can not be tried too', async () => {
  const parts = await checked({})
  expect(parts.map(({ part, ok }) => [part, ok])).toEqual([
    ['store', true],
    ['clock', true],
    ['eviction', true],
    ['email', true],
    ['sms', true],
  ])
  for (const part of ['email', 'sms'])
    expect(parts.find((each) => each.part === part)?.detail).toMatch(/^Not tried.*send-test/)
})

test('a sender is asked once, and has less than the 8 seconds', async () => {
  const verify = jest.fn(async (_bounds?: { readonly timeoutMs: number }) => undefined)
  expect(await partOf('email', verifying(verify))).toMatchObject({ ok: true, detail: expect.stringMatching(/login/) })
  expect(verify).toHaveBeenCalledTimes(1)
  const [[bounds] = []] = verify.mock.calls
  expect(bounds?.timeoutMs).toBeLessThan(8_000)
})

test('a sender that says what is wrong: in its words, without addresses', async () => {
  const verify = async () => {
    throw new SendError('refused', 'no login: check `url`, smtp://user:pa55@mail.example.org, alice@example.org')
  }
  const part = await partOf('email', verifying(verify))
  expect(part).toEqual({ part: 'email', ok: false, detail: expect.stringMatching(/^No login: check `url`/) })
  expect(part?.detail).not.toMatch(/pa55|alice/)
})

test.each<[string, NonNullable<EmailSender['verify']>]>([
  ['rejects', async () => Promise.reject(new Error('at db.internal'))],
  [
    'throws',
    () => {
      throw new Error('at db.internal')
    },
  ],
])("a sender of the host's own that %s: said to the log alone", async (_how, verify) => {
  const lines: object[] = []
  const logger = { warn: () => undefined, error: (fields: object) => void lines.push(fields) }
  const part = await partOf('email', { ...verifying(verify), logger })
  expect(part).toEqual({ part: 'email', ok: false, detail: expect.stringContaining('log') })
  expect(JSON.stringify(part)).not.toContain('db.internal')
  expect(lines).toEqual([expect.objectContaining({ part: 'email', error: 'Error: at db.internal' })])
})

test('what never answers is not waited for: 8 s in all', async () => {
  const start = performance.now()
  const parts = await checked({ ...verifying(() => never), ...storeOf(() => never), ...alone })
  expect(performance.now() - start).toBeLessThan(8_000)
  expect(parts.map(({ part, ok }) => [part, ok])).toEqual([
    ['store', false],
    ['clock', true],
    ['eviction', true],
    ['email', false],
  ])
}, 20_000)

test('a store without check, and ones whose check fails or answers nonsense', async () => {
  const withoutCheck = storeOf(undefined)
  expect(await partOf('store', withoutCheck)).toEqual({
    part: 'store',
    ok: true,
    detail: expect.stringContaining('Not tried'),
  })
  const failing = async () => Promise.reject(new Error('at db.internal'))
  const bad = async () => [{ part: 'other' }] as never
  const none = async () => undefined as never
  for (const check of [failing, bad, none]) {
    const part = await partOf('store', storeOf(check))
    expect(part).toEqual({ part: 'store', ok: false, detail: expect.stringContaining('log') })
  }
})

test('no sender and no identity server: not ok; with an identity server: nothing to say', async () => {
  const none = { email: undefined, sms: undefined }
  expect(await partOf('email', none)).toMatchObject({ ok: false, detail: expect.stringMatching(/identityServers/) })
  const parts = await checked({ ...none, identityServers: { trusted: ['id.example.org'] } })
  expect(parts.map(({ part }) => part)).toEqual(['store', 'clock', 'eviction'])
})

describe('asked again', () => {
  let now: jest.SpyInstance
  let clock = 0
  beforeEach(() => {
    clock = 1_000
    now = jest.spyOn(performance, 'now').mockImplementation(() => clock)
  })
  afterEach(() => now.mockRestore())

  const counting = () => {
    const verify = jest.fn(async () => undefined)
    const options: PasswordResetOptions = optionsWith({
      ...verifying(verify),
      sms: { sender: outbox().sms, countries: ['GB'] },
    })
    return { verify, passwordReset: createPasswordResetRouter(options) }
  }

  test('at the same moment and within 10 s: one run; later: another', async () => {
    const { verify, passwordReset } = counting()
    const answers = await Promise.all([passwordReset.check(), passwordReset.check(), passwordReset.check()])
    clock += 9_900
    answers.push(await passwordReset.check())
    expect(verify).toHaveBeenCalledTimes(1)
    for (const answer of answers) expect(answer).toEqual(answers[0])
    clock += 200
    await passwordReset.check()
    expect(verify).toHaveBeenCalledTimes(2)
    await passwordReset.close()
  })

  test('the shared answer can not be changed', async () => {
    const { passwordReset } = counting()
    const answer = (await passwordReset.check()) as PartCheck[]
    expect(() => answer.pop()).toThrow(TypeError)
    expect(() => Object.assign(answer[0] ?? {}, { ok: false })).toThrow(TypeError)
    await passwordReset.close()
  })
})
