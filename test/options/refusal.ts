import { createPasswordResetRouter, memoryStore, outbox, type Logger, type PasswordResetOptions } from '../../lib'

export const quiet: Logger = { warn: () => undefined, error: () => undefined }

/** Options that are all right. A `store`, so that nothing is warned of. */
export function goodOptions(): PasswordResetOptions {
  const { email, sms } = outbox()
  return {
    publicBaseUrl: 'https://matrix.example.org',
    accounts: { findByThreepid: () => null },
    email: { sender: email },
    sms: { sender: sms, countries: ['GB'] },
    store: memoryStore(),
    secret: 'a secret of more than 32 characters',
    logger: quiet,
  }
}

/** The same with others in their place, whatever their types: options come from JavaScript too. */
export function optionsWith(others: object): PasswordResetOptions {
  return { ...goodOptions(), ...others }
}

/** What the factory says of options that it refuses. */
export function refusalOf(others: object): string {
  return messageOf(() => createPasswordResetRouter(optionsWith(others)))
}

export function messageOf(make: () => unknown): string {
  try {
    make()
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return (error as TypeError).message
  }
  throw new Error('Nothing was refused')
}
