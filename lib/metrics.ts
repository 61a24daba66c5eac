import type { PasswordResetEvent } from './events'
import { kindOf, nearMiss } from './option-complaints'
import { loadPeer } from './senders/peer'
import { loadPromClient, type PromClient, type PromRegistry } from './prom-client'

export type { PasswordResetEvent } from './events'

/**
 * The part of a `prom-client` registry that is used. Declared here, so that `prom-client` need not be installed for its
 * types.
 */
export interface MetricsRegistry {
  /** The value for the header `Content-Type`. */
  readonly contentType: string
  /** Every metric in Prometheus's text format. */
  metrics(): Promise<string>
}

/** The options of `createMetrics`. */
export interface MetricsOptions<Registry extends MetricsRegistry = MetricsRegistry> {
  /**
   * A registry of `prom-client` that the metrics are added to, such as its `register`. Two calls with one registry need
   * two prefixes.
   * @default a new registry
   */
  readonly registry?: Registry | undefined
  /**
   * What the names of all metrics begin with.
   * @default 'matrix_password_reset_'
   */
  readonly prefix?: string | undefined
}

/** The result of `createMetrics`. */
export interface Metrics<Registry extends MetricsRegistry = MetricsRegistry> {
  /** Pass it as the option `onEvent`, or call it from your own listener. It never throws. */
  readonly onEvent: (event: PasswordResetEvent) => void
  /** The registry with the metrics: answer `await registry.metrics()` to Prometheus. */
  readonly registry: Registry
}

/**
 * Counts what happens, for Prometheus. Labels have few values, and none of them is about a person. The package `prom-client`
 * (15) must be installed.
 *
 * @throws TypeError where an option is wrong or unknown; Error where `prom-client` is not installed
 *
 * @example
 * const { onEvent, registry } = createMetrics()
 * const passwordReset = createPasswordResetRouter({ ...options, onEvent })
 * inside.get('/metrics', async (request, response) => {
 *   response.type(registry.contentType).send(await registry.metrics())
 * })
 */
export function createMetrics<Registry extends MetricsRegistry = MetricsRegistry>(
  options: MetricsOptions<Registry> = {},
): Metrics<Registry> {
  const { prefix } = checked(options)
  const client = loadPeer('createMetrics', 'prom-client', loadPromClient)
  // Without a registry in the options, the type `Registry` is `MetricsRegistry`, which prom-client's has.
  const registry = options.registry ?? (new client.Registry() as Registry)
  return { onEvent: listenerOf(metricsIn(registry, prefix, client)), registry }
}

/** In seconds. No send takes longer than a sender may (4/5 of `sendLeaseMs`). */
const durationBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 25]

function metricsIn(registry: PromRegistry, prefix: string, { Counter, Histogram }: PromClient) {
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `${prefix}${name}_total`, help, labelNames, registers })
  return {
    sent: counter('tokens_sent', 'Mails and SMS with a link or code that were sent', ['medium', 'deliver', 'via']),
    validated: counter('validated', 'Addresses that were confirmed', ['medium', 'via']),
    redeemed: counter('redeemed', 'Confirmed resets that were used', ['medium']),
    revoked: counter('revoked', 'Addresses whose resets were ended', ['medium', 'reason']),
    refused: counter('refused', 'Requests that were answered an error other than 401 and 429', ['status', 'errcode']),
    limited: counter('limited', 'Requests that were answered 429, by the limit', ['limit']),
    failed: counter('delivery_failed', 'Messages that could not be sent', ['medium', 'reason', 'will_retry']),
    trouble: counter('trouble', 'Failures of the store, of an identity server, or of decide', ['type']),
    duration: new Histogram({
      name: `${prefix}send_duration_seconds`,
      help: 'How long the provider or identity server took to take a message',
      labelNames: ['medium', 'via'],
      buckets: durationBuckets,
      registers,
    }),
  }
}

function listenerOf(metrics: ReturnType<typeof metricsIn>): (event: PasswordResetEvent) => void {
  const errcodeOf = fewOf(/^[A-Z][A-Z0-9_.]{0,63}$/)
  const nameOf = fewOf(/^\w{1,64}$/)

  return (event) => {
    switch (event.type) {
      case 'token_sent': {
        const { medium, deliver, via, durationMs } = event
        metrics.sent.inc({ medium, deliver, via })
        metrics.duration.observe({ medium, via }, durationMs / 1_000)
        return
      }
      case 'validated':
        return metrics.validated.inc({ medium: event.medium, via: event.via })
      case 'redeemed':
        return metrics.redeemed.inc({ medium: event.medium })
      case 'revoked':
        return metrics.revoked.inc({ medium: event.medium, reason: event.reason })
      case 'refused':
        return metrics.refused.inc({ status: nameOf(String(event.status)), errcode: errcodeOf(event.errcode) })
      case 'limited':
        return metrics.limited.inc({ limit: nameOf(event.limit) })
      case 'delivery_failed':
        return metrics.failed.inc({
          medium: event.medium,
          reason: nameOf(event.reason),
          will_retry: String(event.willRetry),
        })
      case 'identity_server_failed':
      case 'decide_failed':
      case 'store_failed':
        return metrics.trouble.inc({ type: event.type })
    }
  }
}

const maxValues = 50

/**
 * A label whose values the host chooses, in `setPassword` or in a limit. It keeps the first 50 values; every other
 * becomes `other`.
 */
function fewOf(pattern: RegExp): (value: string) => string {
  const seen = new Set<string>()
  return (value) => {
    if (!pattern.test(value) || (!seen.has(value) && seen.size >= maxValues)) return 'other'
    seen.add(value)
    return value
  }
}

function checked(options: MetricsOptions): { readonly prefix: string } {
  const given: unknown = options
  if (typeof given !== 'object' || given === null)
    throw new TypeError(`createMetrics: its argument must be an object; what came is ${kindOf(given)}`)
  const known = ['registry', 'prefix']
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new TypeError(`createMetrics: there is no option \`${unknown}\`${nearMiss(unknown, known)}`)
  const { registry, prefix = 'matrix_password_reset_' } = given as Readonly<Record<string, unknown>>
  if (typeof prefix !== 'string' || !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(prefix)) {
    throw new TypeError(
      `createMetrics: \`prefix\` must be letters, digits and underscores, such as 'my_reset_'; what came is ${kindOf(prefix)}`,
    )
  }
  if (registry !== undefined && !isRegistry(registry)) {
    throw new TypeError(
      `createMetrics: \`registry\` must be a Registry of prom-client; what came is ${kindOf(registry)}`,
    )
  }
  return { prefix }
}

function isRegistry(registry: unknown): boolean {
  const { metrics, registerMetric } = (registry ?? {}) as Readonly<Record<string, unknown>>
  return typeof metrics === 'function' && typeof registerMetric === 'function'
}
