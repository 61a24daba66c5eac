import { SendError, type EmailSender, type SmsSender } from 'express-matrix-password-reset'
import { sendgridSender } from 'express-matrix-password-reset/sendgrid'
import { smtpSender } from 'express-matrix-password-reset/smtp'
import { vonageSender } from 'express-matrix-password-reset/vonage'

const from = 'password-reset@example.org'

export const emailSenders = (): EmailSender[] => [
  sendgridSender({ apiKey: 'SG.key', from, baseUrl: 'https://api.eu.sendgrid.com', timeoutMs: 5_000 }),
  smtpSender({ url: 'smtp://127.0.0.1:1025', from, allowPlaintext: true, tls: { ca: 'PEM' } }),
]
export const smsSenders = (): SmsSender[] => [vonageSender({ apiKey: 'key', apiSecret: 'secret', from: 'Example' })]
export const failed = () => new SendError('refused', 'The provider would not take it')

export function refused(): void {
  // @ts-expect-error from is required
  sendgridSender({ apiKey: 'SG.key' })
  // @ts-expect-error a certificate is always checked
  smtpSender({ url: 'smtps://mail.example.org', from, tls: { rejectUnauthorized: false } })
  // @ts-expect-error the secret is required
  vonageSender({ apiKey: 'key', from: 'Example' })
  // @ts-expect-error an unknown kind of failure
  new SendError('lost', 'It is gone')
}
