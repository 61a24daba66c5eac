export { smtpSender, SendError } from './smtp.js'
export type {
  EmailMessage,
  EmailSender,
  SendErrorDetails,
  SendFailure,
  SmtpAuth,
  SmtpOAuth2Auth,
  SmtpPasswordAuth,
  SmtpSender,
  SmtpSenderOptions,
  SmtpTls,
} from './smtp.js'
