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
  Allow3pidContext,
  EmailOptions,
  IdentityServersOptions,
  LimitsByName,
  NextLinkOptions,
  PasswordResetOptions,
  SmsOptions,
  ThreepidInFlow,
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
  PageValues,
  SmsContent,
  TokenMessageValues,
} from './messages/values/message-values'
export type { Brand } from './messages/brand/brand'
export type { PageForm } from './messages/values/page-form'
export type { Requester } from './messages/requester/requester'
export type { MailWords } from './messages/words/mail-words'
export type { PageWords } from './messages/words/page-words'
export type { ResetPageWords } from './messages/words/reset-page-words'
export { sentence, type Sentence, type Value } from './messages/words/sentence'
export type { SmsDuration, SmsText, SmsWords } from './messages/words/sms-words'
export type { Words } from './messages/words/words'
