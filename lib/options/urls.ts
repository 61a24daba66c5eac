import type { Medium } from '../threepids/threepid'
import type { Settings } from './settings'

type BaseSettings = Pick<Settings, 'publicBaseUrl' | 'path'>

/** `submit_url`: where a client submits a code. */
export function submitUrl(medium: Medium, { publicBaseUrl, path }: BaseSettings): string {
  return `${publicBaseUrl.href}${path}/${medium}/submitToken`
}

/**
 * The link in a message. It never contains the `client_secret`, because mails, logs and proxies can be read by others.
 */
export function confirmUrl(
  medium: Medium,
  { sid, token }: { sid: string; token: string },
  { publicBaseUrl, path }: BaseSettings,
): string {
  const query = `sid=${encodeURIComponent(sid)}&token=${encodeURIComponent(token)}`
  return `${publicBaseUrl.href}${path}/${medium}/confirm?${query}`
}

/** The target of a page's form. Only a path, so that a form goes back to the origin that the page came from. */
export function formAction(
  medium: Medium,
  route: 'confirm' | 'submitToken',
  { publicBaseUrl, path }: BaseSettings,
): string {
  return `${publicBaseUrl.prefix}${path}/${medium}/${route}`
}

/** The path of a page of `createResetPageRouter`, with the mount prefix. */
export function resetPageUrl(
  path: string,
  below: string,
  { publicBaseUrl }: Pick<BaseSettings, 'publicBaseUrl'>,
): string {
  return `${publicBaseUrl.prefix}${path}${below === '' ? '' : `/${below}`}`
}
