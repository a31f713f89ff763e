import { describe, expect, it } from 'vitest';
import { PaceRing, paceSeconds, rowsOf } from '../src/pace';
import { ceiling } from '../src/views/chart';

const cut = (from: number, operations: number[], p50 = operations.map(() => -1), p99 = p50) => ({ from, operations, p50Millis: p50, p99Millis: p99, whole: { p50Millis: -1, p99Millis: 120 } });

describe('the figures', () => {
  it('go on where they were, and what comes late replaces what was told before', () => {
    const ring = new PaceRing().with(cut(100, [1, 2, 3, 4, 5, 6, 7, 8]));
    expect(ring.next).toBe(102);
    const later = ring.with(cut(102, [30, 4, 5, 6, 7, 8, 9]));
    expect(later.seconds.map(({ second, operations }) => [second, operations])).toEqual([
      [100, 1], [101, 2], [102, 30], [103, 4], [104, 5], [105, 6], [106, 7], [107, 8], [108, 9],
    ]);
    expect(later.whole).toEqual({ p50: null, p99: 120 });
    expect(new PaceRing().next).toBe(0);
  });

  it('are those of a quarter of an hour', () => {
    const ring = new PaceRing().with(cut(0, Array.from({ length: 2_000 }, () => 1)));
    expect(ring.seconds).toHaveLength(paceSeconds);
    expect(ring.rate(60)).toBe(1);
    expect(ring.peak).toBe(1);
  });

  it('stand in a table by half minutes, the newest first', () => {
    const ring = new PaceRing().with(cut(30, [...Array.from({ length: 30 }, () => 0), ...Array.from({ length: 30 }, () => 2), 5], [...Array.from({ length: 30 }, () => -1), ...Array.from({ length: 30 }, () => 7), -1]));
    expect(rowsOf(ring)).toEqual([
      { second: 90, operations: 5, p50: null, p99: null },
      { second: 60, operations: 60, p50: 7, p99: 7 },
    ]);
  });

  it('have a scale that ends with 1, 2 or 5', () => {
    expect([1, 1.5, 3, 7, 10, 11, 480].map(ceiling)).toEqual([1, 2, 5, 10, 10, 20, 500]);
  });
});
