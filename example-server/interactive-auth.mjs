// The User-Interactive Authentication API (Client-Server API). A request is answered 401 until all stages of one of its flows
// are done. The finished stages are in memory, under the `session` of the request.
import { randomBytes } from 'node:crypto'
import { MatrixError } from 'express-matrix-password-reset'
import { objectFrom, stringFrom } from './client-server-route.mjs'

/** @typedef {Readonly<Record<string, unknown>>} Auth the `auth` of a request */
/** @typedef {(auth: Auth) => Promise<unknown>} Stage checks a stage, and answers a value that is needed later. Throws a MatrixError if the stage is not done */
/** @typedef {{ purpose: string, done: Map<string, unknown>, endsAt: number }} Session */

const lifetimeMs = 60 * 60 * 1_000
const capacity = 1_000

export class InteractiveAuth {
  /** @type {Map<string, Session>} */
  #sessions = new Map()

  /**
   * @template Result
   * @param {unknown} auth
   * @param {object} wanted
   * @param {string} wanted.purpose the action and its user. A session can be used for one purpose only
   * @param {readonly (readonly string[])[]} wanted.flows
   * @param {Readonly<Record<string, Stage>>} wanted.stages
   * @param {(done: ReadonlyMap<string, unknown>) => Promise<Result>} use the action. If it throws, the stages stay done
   * @returns {Promise<Result>}
   * @throws MatrixError 401
   */
  async run(auth, { purpose, flows, stages }, use) {
    const fields = auth === undefined ? {} : objectFrom(auth, 'auth')
    const [id, session] = this.#sessionFor(fields, purpose)
    const unfinished = (/** @type {string} */ errcode, /** @type {string} */ words) =>
      new MatrixError(401, errcode, words, {
        body: {
          session: id,
          flows: flows.map((names) => ({ stages: names })),
          params: {},
          completed: [...session.done.keys()],
        },
      })

    if (fields.type !== undefined) {
      const type = stringFrom(fields, 'type')
      const stage = Object.hasOwn(stages, type) ? stages[type] : undefined
      if (!stage) throw unfinished('M_UNRECOGNIZED', 'This is not a stage of it')
      try {
        session.done.set(type, await stage(fields))
      } catch (error) {
        if (error instanceof MatrixError && error.status < 500) throw unfinished(error.errcode, error.message)
        throw error
      }
    }
    if (!flows.some((names) => names.every((name) => session.done.has(name))))
      throw unfinished('M_UNAUTHORIZED', 'More is needed for this')

    // Only one of several simultaneous requests may go on.
    if (!this.#sessions.delete(id)) throw unfinished('M_UNAUTHORIZED', 'This was done already')
    try {
      return await use(session.done)
    } catch (error) {
      this.#sessions.set(id, session)
      throw error
    }
  }

  /**
   * @param {Auth} auth
   * @param {string} purpose
   * @returns {[id: string, session: Session]} the session that `auth` names, or else a new one
   */
  #sessionFor(auth, purpose) {
    const known = typeof auth.session === 'string' ? this.#sessions.get(auth.session) : undefined
    if (known && known.purpose === purpose && known.endsAt > Date.now()) return [String(auth.session), known]
    const oldest = this.#sessions.keys().next()
    if (this.#sessions.size >= capacity && !oldest.done) this.#sessions.delete(oldest.value)
    const id = randomBytes(16).toString('base64url')
    const session = { purpose, done: new Map(), endsAt: Date.now() + lifetimeMs }
    this.#sessions.set(id, session)
    return [id, session]
  }
}
