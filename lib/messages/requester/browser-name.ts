import { remembered } from './remembered'

/** Names of browsers and systems, as a person knows them. They are names in every language. */
export interface BrowserName {
  readonly browser?: string
  readonly system?: string
}

type Rule = readonly [RegExp, string]

/** In this order: most browsers name others too (`Chrome/... Safari/... Edg/...`), Matrix clients name their engine. */
const browsers: readonly Rule[] = [
  [/\bElement ?X\b/iu, 'Element X'],
  [/\b(?:Element|Riot)\b/iu, 'Element'],
  [/\bSchildiChat\b/iu, 'SchildiChat'],
  [/\bFluffyChat\b/iu, 'FluffyChat'],
  [/\bCinny\b/iu, 'Cinny'],
  [/\bnheko\b/iu, 'Nheko'],
  [/\bNeoChat\b/iu, 'NeoChat'],
  [/\bFractal\b/iu, 'Fractal'],
  [/\bEdg(?:e|A|iOS)?\//u, 'Microsoft Edge'],
  [/\b(?:OPR|OPT|Opera)\b/u, 'Opera'],
  [/\bVivaldi\//u, 'Vivaldi'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:DuckDuckGo|Ddg)\//u, 'DuckDuckGo'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\bChromium\//u, 'Chromium'],
  [/(?:\b|Headless)(?:Chrome|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
  [/^curl\//u, 'curl'],
]

const systems: readonly Rule[] = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\biOS\b/u, 'iOS'],
  [/\bAndroid\b/u, 'Android'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bWindows\b/u, 'Windows'],
  [/\b(?:Macintosh|Mac OS X|macOS|Darwin)\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
]

/** Longer ones tell nothing more, and anybody can send them. */
const maxLength = 512

/**
 * Puts a `User-Agent` into words. Only names from this file come out, whatever goes in: the header is in the hands of
 * whoever asked. Empty for one that is not known.
 */
export function browserName(userAgent: string | undefined): BrowserName {
  return userAgent === undefined ? {} : named(userAgent)
}

const named = remembered((userAgent: string): BrowserName => {
  const short = userAgent.slice(0, maxLength)
  const browser = browsers.find(([pattern]) => pattern.test(short))?.[1]
  const system = systems.find(([pattern]) => pattern.test(short))?.[1]
  return { ...(browser === undefined ? {} : { browser }), ...(system === undefined ? {} : { system }) }
})
