/** ISO-8601 in UTC, to the millisecond; outside the calendar's range the number itself. */
export function iso(nanos: bigint): string {
  const date = new Date(Number(nanos / 1_000_000n));
  return Number.isNaN(date.getTime()) ? String(nanos) : date.toISOString();
}
