export { vonageSender, SendError } from './vonage.js'
export type {
  SendErrorDetails,
  SendFailure,
  SmsMessage,
  SmsSender,
  VonageFrom,
  VonageFromByCountry,
  VonageSenderOptions,
} from './vonage.js'
