import type { PaceCut } from './net/shapes';

export const paceSeconds = 900;

/** One second of the ledger: operations that became final, and how long it took, null where nothing was timed. */
export interface PaceSecond {
  readonly second: number;
  readonly operations: number;
  readonly p50: number | null;
  readonly p99: number | null;
}

/** The last quarter of an hour as this page has been told of it. */
export class PaceRing {
  constructor(
    readonly seconds: readonly PaceSecond[] = [],
    readonly whole: { readonly p50: number | null; readonly p99: number | null } = { p50: null, p99: null },
  ) {}

  /** Where to go on asking: some seconds anew, for a block may have come late to its second. */
  get next(): number {
    return Math.max(0, (this.seconds.at(-1)?.second ?? 0) - 5);
  }

  with(cut: PaceCut): PaceRing {
    const fresh = cut.operations.map((operations, i) => ({
      second: cut.from + i,
      operations,
      p50: timed(cut.p50Millis[i]),
      p99: timed(cut.p99Millis[i]),
    }));
    const kept = this.seconds.filter(({ second }) => second < cut.from);
    return new PaceRing([...kept, ...fresh].slice(-paceSeconds), {
      p50: timed(cut.whole.p50Millis),
      p99: timed(cut.whole.p99Millis),
    });
  }

  get operations(): number {
    return this.seconds.reduce((sum, { operations }) => sum + operations, 0);
  }

  get peak(): number {
    return Math.max(0, ...this.seconds.map(({ operations }) => operations));
  }

  /** Operations in each of the last so many seconds, on average. */
  rate(last: number): number {
    const tail = this.seconds.slice(-last);
    return tail.length === 0 ? 0 : tail.reduce((sum, { operations }) => sum + operations, 0) / tail.length;
  }
}

function timed(millis: number | undefined): number | null {
  return millis === undefined || millis < 0 ? null : millis;
}

/** One row of the table that says the same as the charts. */
export interface PaceRow {
  readonly second: number;
  readonly operations: number;
  readonly p50: number | null;
  readonly p99: number | null;
}

/** Half minutes with operations, the newest first, with the quantiles of their slowest second. */
export function rowsOf(ring: PaceRing, step = 30): readonly PaceRow[] {
  const rows = new Map<number, PaceRow>();
  for (const { second, operations, p50, p99 } of ring.seconds) {
    const begin = second - (second % step);
    const row = rows.get(begin) ?? { second: begin, operations: 0, p50: null, p99: null };
    rows.set(begin, {
      second: begin,
      operations: row.operations + operations,
      p50: larger(row.p50, p50),
      p99: larger(row.p99, p99),
    });
  }
  return [...rows.values()].filter(({ operations, p50 }) => operations > 0 || p50 !== null).reverse();
}

function larger(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
