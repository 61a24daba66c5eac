// The protections that take-out-protections.mjs takes out, one at a time, in the order of docs/protections.md. A row is in
// the file of protections/ that is named after the part of lib/ that has the protection.

import { delivery } from './protections/delivery.mjs'
import { endpoints } from './protections/endpoints.mjs'
import { http } from './protections/http.mjs'
import { identityServer } from './protections/identity-server.mjs'
import { lib } from './protections/lib.mjs'
import { limits } from './protections/limits.mjs'
import { memoryStore } from './protections/memory-store.mjs'
import { messages } from './protections/messages.mjs'
import { proof } from './protections/proof.mjs'
import { redisStore } from './protections/redis-store.mjs'
import { resetPage } from './protections/reset-page.mjs'
import { senders } from './protections/senders.mjs'
import { sessions } from './protections/sessions.mjs'
import { threepids } from './protections/threepids.mjs'

/** `find` is the text to replace: it must be in the file exactly once. `tests` must then fail; where `isBuilt`, they run the
 * code in dist/.
 * @typedef {{ name: string, file: string, find: string, replace: string, tests: string[], isBuilt?: true }} Protection */

export const protections = [
  ...endpoints,
  ...resetPage,
  ...proof,
  ...delivery,
  ...limits,
  ...identityServer,
  ...http,
  ...sessions,
  ...memoryStore,
  ...redisStore,
  ...messages,
  ...senders,
  ...threepids,
  ...lib,
]
