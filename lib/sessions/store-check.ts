/** The result of `check()` for one part of a store. */
export interface StoreCheck {
  /**
   * `store`: it can be reached, read and written; `clock`: its clock agrees with this machine's; `eviction`: it keeps
   * every value until that expires.
   */
  readonly part: 'store' | 'clock' | 'eviction'
  readonly ok: boolean
  /**
   * In plain words, with what to do if it is not ok. Contains no host name, user or password: it may be shown to
   * anybody.
   */
  readonly detail: string
}
