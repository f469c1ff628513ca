/** The value below which the given shares of the measurements lie (nearest rank). */
export function percentiles(values, shares = [0.5, 0.95, 0.99]) {
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
}
