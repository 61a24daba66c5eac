export { smtpSender, SendError } from './smtp.js'
export type { EmailMessage, EmailSender, SendFailure, SmtpSender, SmtpSenderOptions } from './smtp.js'
