import { charge, type Counters, refund, waitFor } from './memory-counters'
import type { AddressLimitName, BeginRequest, BeginResult, Limit } from './session-store'

/** What an address is limited by: its sends, its sends from one network, and its wrong codes. */
export class AddressLimits {
  constructor(private readonly counters: Counters) {}

  /** The longest of the waits where a send is over a limit. */
  overLimit(request: BeginRequest, now: number): Extract<BeginResult, { outcome: 'limited' }> | undefined {
    const { sendsPerAddress, sendsPerAddressAndNetwork, wrongCodesPerAddress } = request.limits
    const wrongCodes = request.deliver === 'code' ? wrongCodesPerAddress : undefined
    const waits: readonly (readonly [AddressLimitName, number])[] = [
      ['sendsPerAddressAndNetwork', this.wait(networkKey(request), sendsPerAddressAndNetwork, now)],
      ['sendsPerAddress', this.wait(sendsKey(request), sendsPerAddress, now)],
      ['wrongCodesPerAddress', this.wait(wrongKey(request), wrongCodes, now)],
    ]
    const [limit, retryAfterMs] = waits.reduce((longest, next) => (next[1] > longest[1] ? next : longest))
    return retryAfterMs > 0 ? { outcome: 'limited', limit, retryAfterMs } : undefined
  }

  makeRoom(request: BeginRequest, now: number): void {
    const { sendsPerAddress, sendsPerAddressAndNetwork } = request.limits
    const counted = [sendsPerAddress && sendsKey(request), sendsPerAddressAndNetwork && networkKey(request)]
    this.counters.makeRoomFor(
      counted.filter((key) => key !== undefined),
      now,
    )
  }

  chargeSend(request: BeginRequest, now: number): void {
    const { sendsPerAddress, sendsPerAddressAndNetwork } = request.limits
    if (sendsPerAddress) charge(this.counters.at(sendsKey(request), now), sendsPerAddress.windowMs, now)
    if (sendsPerAddressAndNetwork) {
      charge(this.counters.at(networkKey(request), now), sendsPerAddressAndNetwork.windowMs, now)
    }
  }

  refundSend(of: OfNetwork, chargedAt: number): void {
    refund(this.counters.get(sendsKey(of)), chargedAt)
    refund(this.counters.get(networkKey(of)), chargedAt)
  }

  hasTriesLeft(of: OfAddress, limit: Limit | undefined, now: number): boolean {
    return this.wait(wrongKey(of), limit, now) === 0
  }

  chargeWrongCode(of: OfAddress, limit: Limit | undefined, now: number): void {
    if (limit) charge(this.counters.at(wrongKey(of), now), limit.windowMs, now)
  }

  refundWrongCode(of: OfAddress, now: number): void {
    refund(this.counters.get(wrongKey(of)), now)
  }

  private wait(key: string, limit: Limit | undefined, now: number): number {
    return limit ? waitFor(this.counters.get(key), limit, now) : 0
  }
}

interface OfAddress {
  readonly addressTag: string
}
interface OfNetwork extends OfAddress {
  readonly networkTag: string
}

const sendsKey = ({ addressTag }: OfAddress): string => `sends ${addressTag}`
const wrongKey = ({ addressTag }: OfAddress): string => `wrong ${addressTag}`
const networkKey = ({ addressTag, networkTag }: OfNetwork): string => `network ${addressTag} ${networkTag}`
