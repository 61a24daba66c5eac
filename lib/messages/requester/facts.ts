import { timesFor } from '../text/times'
import { visibleAddress, visibleText } from '../text/visible-text'
import type { Value } from '../words/sentence'
import type { Words } from '../words/words'
import type { Requester } from './requester'

/** A line such as "Browser: Firefox on Linux". */
export interface Fact {
  readonly label: string
  /**
   * A `Value` came from outside, such as an IP address, and is set apart from the words around it. A string is text of
   * the language itself.
   */
  readonly value: Value | string
}

/**
 * Who asked, in words. What is unknown is left out, and so is an IP address that is none.
 * @param now adds how long ago that was: for a page, which is read at once (a mail is read later)
 */
export function factsOf(words: Words, requester: Requester, now?: number): readonly Fact[] {
  const { facts } = words
  const ipAddress = visibleAddress(requester.from)
  const { browser, system } = requester
  const name = browser !== undefined && system !== undefined ? words.browserOn(browser, system) : (browser ?? system)
  return [
    { label: facts.time, value: timeOf(words, requester.at, now) },
    ...(ipAddress === undefined ? [] : [{ label: facts.ipAddress, value: { value: ipAddress } }]),
    ...(name === undefined ? [] : [{ label: facts.browser, value: visibleText(name) }]),
  ]
}

function timeOf(words: Words, at: number, now: number | undefined): string {
  const times = timesFor(words)
  return now === undefined ? times.moment(at) : `${times.moment(at)} (${times.ago(Math.max(0, now - at))})`
}
