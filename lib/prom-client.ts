/**
 * Loads `prom-client`. The `require` has a literal name and is outside of a `try`, so that bundlers find the package.
 *
 * @throws what `require` throws if the package is not installed
 */
export function loadPromClient(): PromClient {
  return require('prom-client') as PromClient
}

export interface PromClient {
  readonly Registry: new () => PromRegistry
  readonly Counter: new (options: MetricOptions) => { inc(labels: Labels): void }
  readonly Histogram: new (options: MetricOptions & { readonly buckets: readonly number[] }) => {
    observe(labels: Labels, value: number): void
  }
}

export interface PromRegistry {
  readonly contentType: string
  metrics(): Promise<string>
}

type Labels = Readonly<Record<string, string>>

interface MetricOptions {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
  readonly registers: readonly PromRegistry[]
}
