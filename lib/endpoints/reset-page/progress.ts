import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { deleteCookie, readCookie, setCookie, type CookieSettings } from '../../http/cookies'
import type { Settings } from '../../options/settings'
import type { Delivery } from '../../sessions/session-store'
import type { Credentials } from '../../sessions/validation-session'
import type { Threepid } from '../../threepids/threepid'

/**
 * Somebody asked in this browser. If a link was sent, they go on in the browser that opens it: this never gives access
 * to the password form.
 */
export interface Pending {
  readonly step: 'pending'
  readonly credentials: Credentials
  readonly deliver: Delivery
  /** The address as it was typed. The account's own is not shown before the address is confirmed. */
  readonly threepid: Threepid
  readonly country?: string | undefined
  readonly sendAttempt: number
  /** The result of the last form, so that a reload sends nothing and loses nothing. */
  readonly last?: 'wrong' | 'not-a-code' | 'too-many-tries' | 'sent' | 'not-sent' | undefined
}

/** The address was confirmed in this browser, by the confirm page's button or by the code. */
interface Proved {
  readonly step: 'proved'
  readonly credentials: Credentials
}

type Progress = Pending | Proved

interface Sealed {
  readonly progress: Progress
  readonly endsAt: number
}

type CookieContext = Pick<Settings, 'publicBaseUrl' | 'keyring'>

/**
 * How far a browser is with its reset, in a cookie. It is sealed for this use, so nobody can read or make one, and no
 * other sealed text can pass for one. It names the session and ends when the session does, or before.
 */
export class ProgressCookie {
  private readonly cookie: CookieSettings
  private readonly place: string

  constructor(
    private readonly settings: CookieContext,
    path: string,
  ) {
    const { href, isSecure } = settings.publicBaseUrl
    const hash = createHash('sha256')
      .update(JSON.stringify([href, path]))
      .digest('base64url')
      .slice(0, 16)
    // With https, browsers accept a name with this beginning only from this very host.
    this.cookie = { name: `${isSecure ? '__Host-' : ''}reset-${hash}`, isSecure }
    this.place = `reset page ${JSON.stringify([href, path])}`
  }

  read(request: Request): Progress | undefined {
    return this.open(request)?.progress
  }

  /** @param endsAt when the session ends, in milliseconds since the epoch */
  write(response: Response, progress: Progress, endsAt: number): void {
    const value = this.settings.keyring[0].seal(JSON.stringify({ progress, endsAt } satisfies Sealed), this.place)
    setCookie(response, this.cookie, value, endsAt - Date.now())
  }

  /** Writes new progress into a cookie that is there, which ends at the time set before. */
  rewrite(request: Request, response: Response, progress: Progress): void {
    const known = this.open(request)
    if (known) this.write(response, progress, known.endsAt)
  }

  delete(response: Response): void {
    deleteCookie(response, this.cookie)
  }

  private open(request: Request): Sealed | undefined {
    const value = readCookie(request, this.cookie.name)
    if (value === undefined) return undefined
    for (const keys of this.settings.keyring) {
      const text = keys.open(value, this.place)
      const sealed = text === undefined ? undefined : (JSON.parse(text) as Sealed)
      if (sealed) return sealed.endsAt > Date.now() ? sealed : undefined
    }
    return undefined
  }
}
