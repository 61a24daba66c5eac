import { createServer } from 'node:http'
import express, { type Router } from 'express'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  MatrixError,
  type PasswordReset,
  type PasswordResetOptions,
  type ValidatedThreepid,
} from 'express-matrix-password-reset'

export function mounted(options: PasswordResetOptions): void {
  const passwordReset = createPasswordResetRouter(options)
  const lastStep: Router = createAccountPasswordRouter(passwordReset, {
    setPassword: ({ userId, newPassword, logoutDevices, request }) => {
      userId satisfies string
      logoutDevices satisfies boolean
      if (newPassword.length < 8) throw new MatrixError(400, 'M_WEAK_PASSWORD', `Too short, ${request.ip ?? 'you'}`)
    },
  })
  createServer(express().use(passwordReset).use('/chat', passwordReset, lastStep))

  // @ts-expect-error setPassword is required
  createAccountPasswordRouter(passwordReset, {})
  // @ts-expect-error a router of one's own is none of this package's
  createAccountPasswordRouter(express.Router(), { setPassword: () => undefined })
}

/** What a host calls with a client's `threepid_creds`, which nobody has checked. */
export async function called(passwordReset: PasswordReset, credentials: unknown): Promise<void> {
  const proved = await passwordReset.validated(credentials)
  proved satisfies ValidatedThreepid | null
  // @ts-expect-error null where nothing is proved
  proved.userId satisfies string
  const counted: number | null = await passwordReset.redeem(credentials, async ({ userId }) => userId.length)
  counted satisfies number | null
  const named: string | null = await passwordReset.redeem(credentials, ({ address }) => address)
  named satisfies string | null
  await passwordReset.revoke({ medium: 'email', address: 'alice@example.org' })
  await passwordReset.close()

  // @ts-expect-error redeem needs to be told what to do
  await passwordReset.redeem(credentials)
  // @ts-expect-error there are 'email' and 'msisdn'
  await passwordReset.revoke({ medium: 'sms', address: '447400123456' })
  if (proved) {
    // @ts-expect-error what was proved is not to be changed
    proved.userId = '@bob:localhost'
  }
}

export function errors(): void {
  new MatrixError(403, 'M_FORBIDDEN', 'Not here')
  // @ts-expect-error no errcode
  new MatrixError(403, 'Not here')
}
