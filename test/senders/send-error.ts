import { inspect } from 'node:util'
import { SendError, type SendFailure } from '../../lib/senders/sender'

/** The `SendError` that a send rejects with, after a look for what must never be in one. */
export async function sendErrorOf(send: Promise<void>, secrets: readonly string[] = []): Promise<SendError> {
  const outcome = await send.then(
    () => 'sent',
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(SendError)
  const shown = inspect(outcome, { depth: 10, showHidden: true, getters: true })
  for (const secret of [...secrets, 'alice', '447400123456', '7400123456', '123456', 'token='])
    expect(shown).not.toContain(secret)

  return outcome as SendError
}

export async function expectFailure(send: Promise<void>, failure: SendFailure, secrets: readonly string[] = []) {
  const error = await sendErrorOf(send, secrets)
  expect({ failure: error.failure, message: error.message }).toEqual({ failure, message: error.message })
  return error
}

export const mail = {
  to: 'alice@example.org',
  subject: 'Reset your password',
  text: 'Open this link:\nhttps://matrix.example.org/confirm?sid=s.1&token=abc-_123456\n',
  html: '<p><a href="https://matrix.example.org/confirm?sid=s.1&amp;token=abc-_123456">Reset</a></p>',
  headers: { 'Auto-Submitted': 'auto-generated' },
}

export const sms = { to: '+447400123456', text: 'Your code is 123456' }
