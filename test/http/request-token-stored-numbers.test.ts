import express from 'express'
import { canonicalThreepid, memoryStore, type Threepid } from '../../lib'
import { plainHost, startHost } from '../host/host'

const body = { client_secret: 'secret', country: 'GB', phone_number: '07400 123456', send_attempt: 1 }

const hasIt = () => true

/** A host whose account has that number, whatever is asked for unless it compares; and how to ask it. */
async function hostWith(stored: string, isStored: (threepid: Threepid) => boolean = hasIt, kind = plainHost) {
  const lines: (readonly [object, string])[] = []
  const logger = { warn: () => undefined, error: (fields: object, words: string) => void lines.push([fields, words]) }
  const findByThreepid = (threepid: Threepid) =>
    isStored(threepid) ? { userId: '@alice:localhost', address: stored } : null
  const sms = { countries: ['GB', 'MX', 'AR', 'BR', 'BJ'] }
  const kept = { store: memoryStore(), secret: 'a secret of the tests, of 32 characters' }
  const host = await startHost(kind, { accounts: { findByThreepid }, sms, logger, ...kept })
  const ask = (fields: object = {}) => host.agent.post(host.requestTokenPath('msisdn')).send({ ...body, ...fields })
  return { ...host, ask, lines }
}

describe("an account's own number", () => {
  test.each(['447400123456', '+447400123456'])('is texted in E.164 however it is stored: %s', async (stored) => {
    const { ask, outbox } = await hostWith(stored)
    await ask().expect(200)
    expect(outbox.messages.map(({ to }) => to)).toEqual(['+447400123456'])
  })

  test('is texted, not the one that was typed', async () => {
    const { ask, outbox } = await hostWith('447400123457')
    await ask().expect(200)
    expect(outbox.messages.map(({ to }) => to)).toEqual(['+447400123457'])
  })

  test.each([
    ['33612345678', 'its country is not in sms.countries'],
    ['442079460958', 'it is not a mobile number with its country code, in digits alone'],
    ['+44 7400 123456', 'it is not a mobile number with its country code, in digits alone'],
    ['not a number', 'it is not a mobile number with its country code, in digits alone'],
  ])('is not texted where it must not be, and the log says which account and why: %s', async (stored, reason) => {
    const { ask, outbox, lines } = await hostWith(stored)
    const { body: answer } = await ask().expect(400)
    expect(answer.errcode).toBe('M_THREEPID_NOT_FOUND')
    expect(outbox.messages).toEqual([])
    const addressHash = expect.stringMatching(/^[\w-]{16,}$/)
    const words = 'accounts.findByThreepid answered an address that no message is sent to'
    expect(lines).toEqual([[{ medium: 'msisdn', addressHash, reason }, words]])
    expect(JSON.stringify(lines)).not.toContain(stored)
  })

  test('is named in the log as in the events of its address', async () => {
    const good = await hostWith('447400123456')
    const bad = await hostWith('not a number')
    for (const { ask } of [good, bad]) await ask()
    const [[{ addressHash }]] = bad.lines as [[{ addressHash: string }, string]]
    expect(good.events).toContainEqual(expect.objectContaining({ type: 'token_sent', addressHash }))
  })
})

describe('a number of a former numbering plan', () => {
  test.each([
    ['MX', '55 1234 5678', '+525512345678', '5215512345678'],
    ['MX', '+52 1 55 1234 5678', '+525512345678', '5215512345678'],
    ['GB', '+52 1 55 1234 5678', '+525512345678', '525512345678'],
    ['AR', '11 15 2345-6789', '+5491123456789', '+54111523456789'],
    ['BR', '(11) 98765-4321', '+5511987654321', '551187654321'],
    ['BR', '(11) 8765-4321', '+5511987654321', '+5511987654321'],
    ['BJ', '01 97 12 34 56', '+2290197123456', '22997123456'],
  ])('finds its account, and is texted as it is today: %s %s', async (country, phone_number, texted, stored) => {
    const isStored = ({ medium, address }: Threepid) =>
      canonicalThreepid({ medium, address: stored })?.address === address
    const { ask, outbox } = await hostWith(stored, isStored)
    const { body: answer } = await ask({ country, phone_number })
    expect(answer).toEqual({ sid: expect.any(String), submit_url: expect.any(String) })
    expect(outbox.messages.map(({ to }) => to)).toEqual([texted])
  })
})

test('a body that the host has read in chunks is bounded as well', async () => {
  const parsers = [express.json({ limit: '1mb' })]
  const host = await hostWith('447400123456', hasIt, { ...plainHost, parsers })
  const chunked = async (size: number) => {
    const json = JSON.stringify({ ...body, padding: 'x'.repeat(size) })
    const headers = { 'Content-Type': 'application/json' }
    return (await host.raw({ path: host.requestTokenPath('msisdn'), headers, body: json, chunked: true })).status
  }
  expect(await chunked(10)).toBe(200)
  expect(await chunked(17_000)).toBe(413)
})
