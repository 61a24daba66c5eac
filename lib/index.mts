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
  sentence,
  StoreUnavailableError,
} from './index.js'
export type * from './index.js'
