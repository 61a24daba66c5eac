import type { Exchange } from '../../context'
import type { Answer } from '../../http/answer'
import { readQuery } from '../../http/body'
import { formTo, pageAnswer, seeOther, type ResetPage } from './reset-page'

interface Done {
  readonly userId: string
  readonly loggedOut: boolean
}

/** How long the last page can be reloaded. */
const readableMs = 10 * 60_000

/**
 * The content of the last page, in its URL, because by then the session is over and the cookie deleted. Sealed, so that
 * nobody can make a link to a page that says that a password was changed.
 */
export function doneQuery(done: Done, { context, path }: ResetPage): string {
  const text = JSON.stringify({ done, endsAt: Date.now() + readableMs })
  return new URLSearchParams({ result: context.settings.keyring[0].seal(text, placeOf(path)) }).toString()
}

export async function donePage({ request }: Exchange, reset: ResetPage): Promise<Answer> {
  const { result } = readQuery(request)
  const done = typeof result === 'string' ? open(result, reset) : undefined
  if (!done) return seeOther('', reset)
  return pageAnswer({ page: 'reset-done', ...done, startAgain: formTo('start-again', reset) })
}

function open(sealed: string, { context, path }: ResetPage): Done | undefined {
  for (const keys of context.settings.keyring) {
    const text = keys.open(sealed, placeOf(path))
    if (text === undefined) continue
    const { done, endsAt } = JSON.parse(text) as { readonly done: Done; readonly endsAt: number }
    return endsAt > Date.now() ? done : undefined
  }
  return undefined
}

function placeOf(path: string): string {
  return `reset page done ${path}`
}
