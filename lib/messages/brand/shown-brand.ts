import { isAppUrl } from './app-url'
import type { Brand } from './brand'
import { palettesFor, type Palettes } from './palette'
import { printable, urlOf, visibleName } from '../text/visible-text'

/** A brand as mails and pages show it: cleaned, and only with URLs whose scheme is allowed. */
export interface ShownBrand {
  readonly name: string
  readonly logo: string | undefined
  readonly support: string | undefined
  /** Where the app is. */
  readonly app: string | undefined
  readonly palettes: Palettes
}

export function shownBrandOf(brand: Brand, serverName: string): ShownBrand {
  const logo = urlOf(brand.logo, 'https:', 'data:image/')
  const support = urlOf(brand.support, 'https:', 'mailto:')
  return {
    name: visibleName(brand.name ?? serverName),
    logo: logo === undefined ? undefined : printable(logo),
    support: support === undefined ? undefined : printable(support),
    app: brand.app !== undefined && isAppUrl(brand.app) ? brand.app : undefined,
    palettes: palettesFor(brand.color),
  }
}
