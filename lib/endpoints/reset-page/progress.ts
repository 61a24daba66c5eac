import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { deleteCookie, readCookie, setCookie, type CookieSettings } from '../../http/cookies'
import type { Settings } from '../../options/settings'
import type { Delivery } from '../../sessions/session-store'
import type { Credentials } from '../../sessions/validation-session'
import type { Threepid } from '../../threepids/threepid'

/** Somebody asked here. Where a link was sent they go on where that is opened: this is never good for the password form. */
export interface Pending {
  readonly step: 'pending'
  readonly credentials: Credentials
  readonly deliver: Delivery
  /** As it was typed: the account's own is not shown before the proof. */
  readonly threepid: Threepid
  readonly country?: string | undefined
  readonly sendAttempt: number
  /** What came of the last form, so that loading the page anew sends nothing and loses nothing. */
  readonly last?: 'wrong' | 'not-a-code' | 'too-many-tries' | 'sent' | 'not-sent' | undefined
}

/** The address was confirmed in this browser: by the confirm page's button, or by the code. */
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
 * How far a browser is with its reset, in a cookie: sealed for this use, so that nobody reads it or makes one, and no sealed
 * text of another use is one. It names its session and ends no later than that does.
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
    // Under https browsers take a name that begins so from this very host alone.
    this.cookie = { name: `${isSecure ? '__Host-' : ''}reset-${hash}`, isSecure }
    this.place = `reset page ${JSON.stringify([href, path])}`
  }

  read(request: Request): Progress | undefined {
    return this.open(request)?.progress
  }

  /** @param endsAt milliseconds since the epoch: when its session does */
  write(response: Response, progress: Progress, endsAt: number): void {
    const value = this.settings.keyring[0].seal(JSON.stringify({ progress, endsAt } satisfies Sealed), this.place)
    setCookie(response, this.cookie, value, endsAt - Date.now())
  }

  /** Writes new progress of a session that has a cookie already. The cookie ends when it would have ended before. */
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
