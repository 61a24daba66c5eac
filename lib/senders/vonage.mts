export { vonageSender, SendError } from './vonage.js'
export type { SendFailure, SmsMessage, SmsSender, VonageSenderOptions } from './vonage.js'
