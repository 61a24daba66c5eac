import { memoryStore, type EmailMessage, type PasswordResetOptions } from '../../lib'
import { startAbuseHost, secret } from '../abuse/abuse-host'
import { requestToken } from '../abuse/client'
import { waitFor } from '../redis/wait-for'

async function start(options: Partial<PasswordResetOptions>) {
  const sentAt: number[] = []
  const send = async (_message: EmailMessage) => void sentAt.push(performance.now())
  const lines: string[] = []
  const logger = { warn: () => undefined, error: (_fields: object, message: string) => void lines.push(message) }
  const host = await startAbuseHost({
    options: { store: memoryStore(), secret, limits: false, email: { sender: { send } }, logger, ...options },
  })
  return { host, sentAt, lines }
}

const later = (timeMs: number) => new Promise<undefined>((resolve) => setTimeout(resolve, timeMs, undefined))

describe.each(['conceal', 'notify'] as const)("'%s'", (unknownThreepid) => {
  test('sending begins at a moment of the 250 ms after the answer that nobody can foretell', async () => {
    const { host, sentAt } = await start({ unknownThreepid })
    const answeredAt: number[] = []
    for (let number = 1; number <= 30; number += 1) {
      await requestToken(host, 'email', { number })
      answeredAt.push(performance.now())
      await waitFor('the mail', () => sentAt.length === number)
    }
    const waits = sentAt.map((at, index) => at - (answeredAt[index] ?? 0)).sort((one, two) => one - two)
    // Of thirty out of 250 ms the chance that all fall into one half is one in 500 million.
    expect((waits.at(-1) ?? 0) - (waits[0] ?? 0)).toBeGreaterThan(100)
  })

  test('locale is asked after the answer, for nobody too, and one that hangs holds nothing up for more than 2 s', async () => {
    const userIds: (string | undefined)[] = []
    const locale: PasswordResetOptions['locale'] = ({ userId }) => {
      userIds.push(userId)
      return new Promise(() => undefined)
    }
    const { host, sentAt } = await start({ unknownThreepid, locale })
    const startedAt = performance.now()
    await requestToken(host, 'email', { number: 1 })
    await requestToken(host, 'email', { number: 1_001 })
    expect(performance.now() - startedAt).toBeLessThan(1_500)
    await host.passwordReset.close()
    expect(new Set(userIds)).toEqual(new Set(['@user-1:example.org', undefined]))
    expect(sentAt).toHaveLength(unknownThreepid === 'notify' ? 2 : 1)
  })

  test('after 4/5 of the lease no send starts', async () => {
    const { host, sentAt, lines } = await start({
      unknownThreepid,
      tokens: { sendLeaseMs: 1_000 },
      locale: () => later(900),
    })
    expect((await requestToken(host, 'email', { number: 1 })).status).toBe(200)
    await waitFor('the log to say so', () => lines.includes('A message could not be sent'))
    expect(sentAt).toEqual([])
  })
})

test("'reject': after 4/5 of the lease no send starts, and the same send_attempt sends again", async () => {
  let waitMs = 900
  const { host, sentAt } = await start({ tokens: { sendLeaseMs: 1_000 }, locale: () => later(waitMs) })
  expect((await requestToken(host, 'email', { number: 1 })).status).toBe(502)
  expect(sentAt).toEqual([])
  waitMs = 0
  expect((await requestToken(host, 'email', { number: 1 })).status).toBe(200)
  expect(sentAt).toHaveLength(1)
})

test('a message of the host’s that fails is 500, not the provider’s fault, and the same send_attempt sends again', async () => {
  let fails = true
  const { host, sentAt } = await start({
    messages: {
      emailLink: (_values, standard) => {
        if (fails) throw new Error('a template is missing')
        return standard
      },
    },
  })
  expect(await requestToken(host, 'email', { number: 1 })).toMatchObject({
    status: 500,
    body: { errcode: 'M_UNKNOWN' },
  })
  fails = false
  expect((await requestToken(host, 'email', { number: 1 })).status).toBe(200)
  expect(sentAt).toHaveLength(1)
})
