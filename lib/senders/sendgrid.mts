export { sendgridSender, SendError } from './sendgrid.js'
export type {
  EmailMessage,
  EmailSender,
  SendErrorDetails,
  SendFailure,
  SendgridSender,
  SendgridSenderOptions,
} from './sendgrid.js'
