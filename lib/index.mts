export {
  canonicalThreepid,
  createAccountPasswordRouter,
  createPasswordResetRouter,
  createResetPageRouter,
  MatrixError,
  memoryStore,
  outbox,
  redisStore,
  redisStoreAcl,
  redisStoreCommands,
  SendError,
  StoreUnavailableError,
} from './index.js'
export type * from './index.js'
