import { remembered } from './remembered'

/** Names of browsers and systems, as a person knows them. They are names in every language. */
interface BrowserName {
  readonly browser?: string
  readonly system?: string
}

type Rule = readonly [RegExp, string]

/**
 * The first match counts: most browsers also name others (`Chrome/... Safari/... Edg/...`), and Matrix clients name
 * their engine.
 */
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

/** Only this much of a header is looked at: names come early in it, and anybody can send a long one. */
const maxLength = 512

/**
 * The browser and the system that a `User-Agent` header names. Only names from this file come out, because whoever
 * asked can send any header. Empty if none is recognised.
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
