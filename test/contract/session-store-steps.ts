import fc from 'fast-check'
import { longMs } from './session-under-test'

export type Step =
  | {
      readonly do: 'begin'
      readonly who: number
      readonly attempt: number
      readonly code: boolean
      readonly network: number
      readonly lifetimeMs: number
      readonly leaseMs: number
      readonly conceals: boolean
    }
  | { readonly do: 'settle'; readonly send: number; readonly how: 'sent' | 'undone' | 'perhaps' }
  | { readonly do: 'submit'; readonly ref: number; readonly token: number; readonly lifetimeMs: number }
  | { readonly do: 'look'; readonly ref: number; readonly token: number; readonly spentToo: boolean }
  | { readonly do: 'end'; readonly ref: number; readonly token: number | null; readonly ofAddress: boolean }
  | { readonly do: 'claim'; readonly ref: number; readonly again: number | null }
  | { readonly do: 'giveBack' | 'finish'; readonly claim: number }
  | { readonly do: 'endAll' | 'forget'; readonly address: number }
  | { readonly do: 'hold'; readonly who: number; readonly claim: number; readonly leaseMs: number }
  | { readonly do: 'release'; readonly who: number; readonly claim: number; readonly rememberMs: number | null }
  | { readonly do: 'wait'; readonly ms: number }

type WeightedStep = fc.WeightedArbitrary<Step>

/** Counts back from what came last: 0 is the newest. */
const recent = (most: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(most) })

/** Sequences of steps, long enough that a session begins, is confirmed, claimed and settled in them. */
export function sequences(ownsTheClock: boolean): fc.Arbitrary<Step[]> {
  // Where real time passes, a lifetime is either longer than the test or over before the next step.
  const duration = ownsTheClock
    ? fc.oneof(fc.constant(longMs), fc.integer({ min: 1, max: 2 * longMs }))
    : fc.oneof({ weight: 6, arbitrary: fc.constant(longMs) }, { weight: 1, arbitrary: fc.constant(1) })
  const wait: WeightedStep = { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: duration }) }
  const step = fc.oneof(
    ...sendSteps(duration),
    ...tokenSteps(duration),
    ...claimSteps(),
    ...addressAndAccountSteps(duration),
    ...(ownsTheClock ? [wait] : []),
  )
  return fc.array(step, { minLength: 30, maxLength: 80, size: 'max' })
}

/** A message is asked for, and its sending settled. */
function sendSteps(duration: fc.Arbitrary<number>): WeightedStep[] {
  return [
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('begin' as const),
        who: recent(3),
        attempt: fc.nat(4),
        code: fc.boolean(),
        network: fc.nat(1),
        lifetimeMs: duration,
        leaseMs: duration,
        conceals: fc.boolean(),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        send: recent(4),
        how: fc.constantFrom('sent' as const, 'undone' as const, 'perhaps' as const),
      }),
    },
  ]
}

/** A token is judged, or looked at, or ends what it is for. */
function tokenSteps(duration: fc.Arbitrary<number>): WeightedStep[] {
  return [
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('submit' as const),
        ref: recent(4),
        token: recent(5),
        lifetimeMs: duration,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('look' as const),
        ref: recent(4),
        token: recent(5),
        spentToo: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('end' as const),
        ref: recent(4),
        token: fc.option<number>(recent(5)),
        ofAddress: fc.boolean(),
      }),
    },
  ]
}

/** A session is claimed, and its claim settled. */
function claimSteps(): WeightedStep[] {
  return [
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('claim' as const),
        ref: recent(4),
        again: fc.option<number>(fc.nat(2), { freq: 1 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom('giveBack' as const, 'finish' as const), claim: recent(3) }),
    },
  ]
}

/** What is done to an address, and to an account. */
function addressAndAccountSteps(duration: fc.Arbitrary<number>): WeightedStep[] {
  return [
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('endAll' as const, 'forget' as const), address: fc.nat(1) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('hold' as const), who: fc.nat(1), claim: fc.nat(2), leaseMs: duration }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('release' as const),
        who: fc.nat(1),
        claim: fc.nat(2),
        rememberMs: fc.option<number>(duration),
      }),
    },
  ]
}
