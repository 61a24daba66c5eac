export { sendgridSender, SendError } from './sendgrid.js'
export type { EmailMessage, EmailSender, SendFailure, SendgridSenderOptions } from './sendgrid.js'
