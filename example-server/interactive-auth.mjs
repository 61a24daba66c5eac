// The User-Interactive Authentication API (Client-Server API): a request is answered 401 until the stages of one of its flows
// are done; what is done is kept in memory under `session`.
import { randomBytes } from 'node:crypto'
import { MatrixError } from 'express-matrix-password-reset'
import { objectFrom, stringFrom } from './client-server-route.mjs'

/** @typedef {Readonly<Record<string, unknown>>} Auth the `auth` of a request */
/** @typedef {(auth: Auth) => Promise<unknown>} Stage answers what the flow needs of it later; a MatrixError where it is not done */
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
   * @param {string} wanted.purpose what is done and by whom: a session of one is none of another
   * @param {readonly (readonly string[])[]} wanted.flows
   * @param {Readonly<Record<string, Stage>>} wanted.stages
   * @param {(done: ReadonlyMap<string, unknown>) => Promise<Result>} use what is done then; where it throws, no stage need be repeated
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

    // Of many callers one gets there.
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
   * @returns {[id: string, session: Session]} a new one where `auth` names none that is under way
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
