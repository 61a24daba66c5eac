import { outbox } from '../../lib/senders/outbox'
import { expectFailure, mail, sms } from './send-error'

test('keeps mails and texts as they came, oldest first, with their links and codes', async () => {
  const { email, sms: texts, messages } = outbox()
  const before = Date.now()
  await email.send(mail)
  await texts.send(sms)
  const link = 'https://matrix.example.org/confirm?sid=s.1&token=abc-_123456'
  const sentAt = expect.any(Number) as unknown
  expect(messages).toEqual([
    { medium: 'email', ...mail, links: [link], sentAt },
    { medium: 'msisdn', ...sms, links: [], code: '123456', sentAt },
  ])
  expect(messages[0]?.sentAt).toBeGreaterThanOrEqual(before)
  expect(messages[0]?.sentAt).toBeLessThanOrEqual(Date.now())
  expect(JSON.parse(JSON.stringify(messages))).toEqual(messages)
})

test('keeps the newest 1,000', async () => {
  const { sms: texts, messages } = outbox()
  for (let number = 0; number < 1_003; number += 1) await texts.send({ ...sms, text: `no. ${String(number)}` })
  expect(messages).toHaveLength(1_000)
  expect([messages[0]?.text, messages.at(-1)?.text]).toEqual(['no. 3', 'no. 1002'])
})

test('two outboxes share nothing', async () => {
  const [one, other] = [outbox(), outbox()]
  await one.sms.send(sms)
  expect([one.messages.length, other.messages.length]).toEqual([1, 0])
})

test('next is the message after the call, for everybody who waits', async () => {
  const box = outbox()
  await box.sms.send(sms)
  const waiting = [box.next(), box.next()]
  await box.email.send(mail)
  await box.sms.send(sms)
  expect((await Promise.all(waiting)).map(({ medium }) => medium)).toEqual(['email', 'email'])
})

test('refuses what the real senders refuse', async () => {
  const { email, sms: texts, messages } = outbox()
  await expectFailure(email.send({ ...mail, subject: 'a\r\nBcc: eve@evil.example' }), 'refused')
  await expectFailure(email.send({ ...mail, to: 'alice@example.org, eve@evil.example' }), 'refused')
  await expectFailure(texts.send({ ...sms, to: '447400123456' }), 'refused')
  expect(messages).toEqual([])
})

test.each([
  ['Your code is 123456.', '123456'],
  ['123456 is your code', '123456'],
  ['Code (1234567890)', '1234567890'],
  ['Asked on 24 November 2025, 08:02\n\n  654321  \n\nIt is good for 10 minutes.', '654321'],
  ['Asked on 2025-11-24 by @alice2024:example.org from 203.0.1139.5: 123456', '123456'],
  ['Your code is 123456\n\n@matrix.example.org #123456', '123456'],
  ['رمزك 123456', '123456'],
])('the code in %j', async (text, code) => {
  const { sms: texts, messages } = outbox()
  await texts.send({ ...sms, text })
  expect(messages).toMatchObject([{ links: [], code }])
})

test.each([
  ['No code'],
  ['12345'],
  ['Changed on 24 November 2026 at 08:46 UTC'],
  ['12345678901'],
  ['+447400123456'],
  ['A123456'],
  ['See https://example.org/123456 or 567890'],
])('no code in %j', async (text) => {
  const { sms: texts, messages } = outbox()
  await texts.send({ ...sms, text })
  expect(messages[0]).not.toHaveProperty('code')
})

test.each([
  ['Open https://example.org/a?b=c&d=e.', ['https://example.org/a?b=c&d=e']],
  ['(https://example.org/a), http://127.0.0.1:8008/b!', ['https://example.org/a', 'http://127.0.0.1:8008/b']],
  ['<https://example.org/a?t=x-_y>', ['https://example.org/a?t=x-_y']],
  ['none', []],
])('the links in %j', async (text, links) => {
  const { email, messages } = outbox()
  await email.send({ ...mail, text })
  expect(messages[0]?.links).toEqual(links)
})
