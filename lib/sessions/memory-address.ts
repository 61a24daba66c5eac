import { charge, type Counter, findNamed, newCounter, undoCharge, waitFor, withoutNamed } from './memory-counters'
import type { Address } from './memory-records'
import type { Room } from './memory-room'
import type { AddressLimitName, BeginRequest, BeginResult, Limit } from './session-store'

export function newAddress(tag: string): Address {
  return {
    tag,
    sequence: 0,
    cut: 0,
    sessions: undefined,
    sends: undefined,
    wrongCodes: undefined,
    networks: undefined,
  }
}

/**
 * Ends the sessions of an address that have begun so far. Each cut has a number of its own, so that it differs from
 * other cuts.
 */
export function cut(address: Address): void {
  address.sequence += 1
  address.cut = address.sequence
}

/** The limit with the longest wait, if a send is over one. */
export function overLimit(
  address: Address | undefined,
  request: BeginRequest,
  now: number,
): Extract<BeginResult, { outcome: 'limited' }> | undefined {
  const { sendsPerAddress, sendsPerAddressAndNetwork, wrongCodesPerAddress } = request.limits
  const wait = (counter: Counter | undefined, limit: Limit | undefined) => (limit ? waitFor(counter, limit, now) : 0)
  const waits: readonly (readonly [AddressLimitName, number])[] = [
    ['sendsPerAddressAndNetwork', wait(findNamed(address?.networks, request.networkTag), sendsPerAddressAndNetwork)],
    ['sendsPerAddress', wait(address?.sends, sendsPerAddress)],
    ['wrongCodesPerAddress', request.deliver === 'code' ? wait(address?.wrongCodes, wrongCodesPerAddress) : 0],
  ]
  const [limit, retryAfterMs] = waits.reduce((longest, next) => (next[1] > longest[1] ? next : longest))
  return retryAfterMs > 0 ? { outcome: 'limited', limit, retryAfterMs } : undefined
}

/** The most counters that a send may add. A counter whose window has ended may be dropped before. */
export function countersFor(address: Address | undefined, request: BeginRequest, now: number): number {
  const { sendsPerAddress, sendsPerAddressAndNetwork } = request.limits
  const counted = [
    sendsPerAddress && { counter: address?.sends },
    sendsPerAddressAndNetwork && { counter: findNamed(address?.networks, request.networkTag) },
  ]
  return counted.filter((one) => one && !(one.counter && one.counter.until > now)).length
}

export function chargeSend(address: Address, { limits, networkTag }: BeginRequest, room: Room, now: number): void {
  const { sendsPerAddress, sendsPerAddressAndNetwork } = limits
  if (sendsPerAddress) {
    if (!address.sends) room.take(1, now)
    address.sends = charge(address.sends ?? newCounter(now), sendsPerAddress.windowMs, now)
  }
  if (!sendsPerAddressAndNetwork) return
  let counter = findNamed(address.networks, networkTag)
  if (!counter) {
    room.take(1, now)
    const before = withoutNamed(address.networks, room, ({ until }) => until <= now)
    counter = { name: networkTag, count: 0, startedAt: now, until: now, before }
    address.networks = counter
  }
  charge(counter, sendsPerAddressAndNetwork.windowMs, now)
}

export function undoSend(address: Address, networkTag: string, chargedAt: number): void {
  undoCharge(address.sends, chargedAt)
  undoCharge(findNamed(address.networks, networkTag), chargedAt)
}

export function chargeWrongCode(address: Address, limit: Limit | undefined, room: Room, now: number): void {
  if (!limit) return
  if (!address.wrongCodes) room.take(1, now)
  address.wrongCodes = charge(address.wrongCodes ?? newCounter(now), limit.windowMs, now)
}

/** Drops the counters whose window has ended, or all. */
export function dropCounters(address: Address, room: Room, isDropped: (counter: Counter) => boolean): void {
  for (const name of ['sends', 'wrongCodes'] as const) {
    const counter = address[name]
    if (!counter || !isDropped(counter)) continue
    address[name] = undefined
    room.free(1)
  }
  address.networks = withoutNamed(address.networks, room, isDropped)
}

export function hasCounters({ sends, wrongCodes, networks }: Address): boolean {
  return sends !== undefined || wrongCodes !== undefined || networks !== undefined
}
