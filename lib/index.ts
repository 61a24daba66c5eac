export { createAccountPasswordRouter, createPasswordResetRouter, type PasswordResetRouter } from './router'
export { createResetPageRouter } from './reset-page-router'
export type { ResetPageOptions } from './options/reset-page-options'
export type { PasswordReset } from './password-reset'
export type { PartCheck } from './check'
export type { ValidatedThreepid } from './proof/validated-threepid'
export type {
  Account,
  AccountPasswordOptions,
  Accounts,
  EmailOptions,
  IdentityServersOptions,
  LimitsByName,
  NextLinkOptions,
  PasswordResetOptions,
  SmsOptions,
  ThreepidInFlow,
  TokenAsked,
  TokensOptions,
} from './options/options'
export { MatrixError, type Errcode, type MatrixErrorDetails } from './http/matrix-error'
export type { PasswordResetEvent } from './events'
export type { Logger } from './logger'
export { canonicalThreepid } from './threepids/canonical-threepid'
export type { Flow } from './threepids/flow'
export type { Medium, Threepid } from './threepids/threepid'
export type { Decide } from './identity-server/decide'
export type { Trusted } from './identity-server/trusted'
export {
  SendError,
  type EmailMessage,
  type EmailSender,
  type SendFailure,
  type SmsMessage,
  type SmsSender,
} from './senders/sender'
export { outbox, type Outbox, type OutboxMessage } from './senders/outbox'
export { memoryStore, type MemoryStoreOptions } from './sessions/memory-store'
export { redisStore, type RedisStoreOptions } from './sessions/redis-store'
export { redisStoreAcl, redisStoreCommands } from './sessions/redis-commands'
export type { RedisClient } from './sessions/redis-client'
export type { StoreCheck } from './sessions/store-check'
export {
  StoreUnavailableError,
  type AddressLimitName,
  type BeginRequest,
  type BeginResult,
  type ClaimRequest,
  type ClaimResult,
  type CounterRequest,
  type CountRequest,
  type CountResult,
  type Delivery,
  type EndRequest,
  type EndResult,
  type FailedRequest,
  type HoldRequest,
  type HoldResult,
  type Limit,
  type LookRequest,
  type LookResult,
  type NewClaimRequest,
  type ReleaseRequest,
  type SentRequest,
  type SessionKey,
  type SessionRef,
  type SessionStore,
  type SubmitRequest,
  type SubmitResult,
  type UndoCountRequest,
  type ValidateRequest,
} from './sessions/session-store'
export type {
  Brand,
  ChangedMessageValues,
  CodeMessageValues,
  EmailContent,
  InUseMessageValues,
  LinkMessageValues,
  Locale,
  MessageContext,
  MessageOverrides,
  NoAccountMessageValues,
  PageContent,
  PageForm,
  PageValues,
  Requester,
  SmsContent,
  TokenMessageValues,
} from './messages/message-values'
export type { MailWords } from './messages/mail-words'
export type { PageWords } from './messages/page-words'
export type { ResetPageWords } from './messages/reset-page-words'
export { sentence, type Sentence, type Value } from './messages/sentence'
export type { SmsDuration, SmsText, SmsWords } from './messages/sms-words'
export type { Words } from './messages/words'
