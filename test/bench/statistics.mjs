// The benchmark's own statistics: plain functions of lists of numbers.

/** The value below which the part `share` (0 to 1) of the values lies, interpolated between the two nearest. */
export function quantile(values, share) {
  if (values.length === 0) throw new RangeError('There is no quantile of nothing')
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const above = Math.ceil(at)
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below)
}

export function median(values) {
  return quantile(values, 0.5)
}

/** What is told of a figure that was measured in several rounds. */
export function summary(values) {
  return {
    median: median(values),
    min: quantile(values, 0),
    max: quantile(values, 1),
    lowerQuartile: quantile(values, 0.25),
    upperQuartile: quantile(values, 0.75),
    rounds: values.length,
  }
}

/** A ratio of each round, then their summary: what slows a whole round down falls out of it. */
export function pairedRatio(values, baseline) {
  if (values.length !== baseline.length) throw new RangeError('Only rounds that were run in pairs can be compared')
  return summary(values.map((value, round) => value / baseline[round]))
}

/** The middle and the tail of how long answers took. */
export function latencies(milliseconds) {
  return { p50: quantile(milliseconds, 0.5), p95: quantile(milliseconds, 0.95), p99: quantile(milliseconds, 0.99) }
}
