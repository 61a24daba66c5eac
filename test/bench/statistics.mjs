// The benchmark's statistics: functions of lists of numbers.

/** The quantile of the values: `share` is 0 to 1, 0.5 for the median. Interpolated between the two nearest values. */
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

/** The summary of a figure that was measured in several rounds. */
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

/** The summary of the ratios of each round. A slow moment of the machine affects both servers of a round, and cancels out. */
export function pairedRatio(values, baseline) {
  if (values.length !== baseline.length) throw new RangeError('Only rounds that were run in pairs can be compared')
  return summary(values.map((value, round) => value / baseline[round]))
}

/** The median and the slowest of the answers' times. */
export function latencies(milliseconds) {
  return { p50: quantile(milliseconds, 0.5), p95: quantile(milliseconds, 0.95), p99: quantile(milliseconds, 0.99) }
}
