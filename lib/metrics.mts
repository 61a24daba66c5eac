export { createMetrics } from './metrics.js'
export type { Metrics, MetricsOptions, MetricsRegistry, PasswordResetEvent } from './metrics.js'
