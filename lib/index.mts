export {
  canonicalThreepid,
  createAccountPasswordRouter,
  createPasswordResetRouter,
  MatrixError,
  memoryStore,
  outbox,
  redisStore,
  SendError,
  StoreUnavailableError,
} from './index.js'
export type * from './index.js'
