import type { Medium } from '../threepids/threepid'
import type { Settings } from './settings'

type BaseSettings = Pick<Settings, 'publicBaseUrl' | 'path'>

/** `submit_url`: where a client takes a code to. */
export function submitUrl(medium: Medium, { publicBaseUrl, path }: BaseSettings): string {
  return `${publicBaseUrl.href}${path}/${medium}/submitToken`
}

/** The link of a message. It never carries the `client_secret`: whoever reads the mail, a log or a proxy has that no more. */
export function confirmUrl(
  medium: Medium,
  { sid, token }: { sid: string; token: string },
  { publicBaseUrl, path }: BaseSettings,
): string {
  const query = `sid=${encodeURIComponent(sid)}&token=${encodeURIComponent(token)}`
  return `${publicBaseUrl.href}${path}/${medium}/confirm?${query}`
}

/** The target of a page's form: a path, so that a form goes back to the origin that the page came from. */
export function formAction(
  medium: Medium,
  route: 'confirm' | 'submitToken',
  { publicBaseUrl, path }: BaseSettings,
): string {
  return `${publicBaseUrl.prefix}${path}/${medium}/${route}`
}

/** A path of the reset page, as a browser knows it. */
export function resetPageUrl(
  path: string,
  below: string,
  { publicBaseUrl }: Pick<BaseSettings, 'publicBaseUrl'>,
): string {
  return `${publicBaseUrl.prefix}${path}${below === '' ? '' : `/${below}`}`
}
