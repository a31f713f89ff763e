import { svg } from '../dom';
import { paceSeconds } from '../pace';

/** A line of values, one for each second, null where there is none. */
export interface Line {
  readonly kind: 'first' | 'second';
  readonly values: readonly (number | null)[];
}

const width = 900;
const height = 220;
const left = 0;
const bottom = 8;
const top = 8;

/** Lines over the last quarter of an hour, the present at the right. */
export function chart(lines: readonly Line[], label: string, times: readonly [string, string, string]): SVGElement {
  const most = ceiling(Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const x = (i: number, count: number) => left + ((width - left) * (paceSeconds - count + i)) / (paceSeconds - 1);
  const y = (value: number) => top + (height - top - bottom) * (1 - value / most);
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img', 'aria-label': label, preserveAspectRatio: 'none' },
    ...[0, 0.5, 1].map((part) => grid(y(most * part))),
    ...lines.map(({ kind, values }) => svg('path', { class: `line line-${kind}`, d: path(values, x, y), 'vector-effect': 'non-scaling-stroke' })),
    svg('title', {}, `${label} ${times.join(' – ')}`),
  );
}

/** The numbers beside the lines: they are text of the page, so that they keep their size on a phone. */
export function scale(lines: readonly Line[]): readonly [number, number, number] {
  const most = ceiling(Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))));
  return [most, most / 2, 0];
}

function grid(y: number): SVGElement {
  return svg('line', { class: 'grid', x1: left, x2: width, y1: y, y2: y, 'vector-effect': 'non-scaling-stroke' });
}

/** Neighbours are joined; a value between two gaps is a short stroke. */
function path(
  values: readonly (number | null)[],
  x: (i: number, count: number) => number,
  y: (value: number) => number,
): string {
  let d = '';
  let open = false;
  values.forEach((value, i) => {
    if (value === null) {
      open = false;
      return;
    }
    const at = x(i, values.length).toFixed(1);
    d += open ? `L${at} ${y(value).toFixed(1)}` : `M${at} ${y(value).toFixed(1)}h1`;
    open = true;
  });
  return d;
}

/** The next of 1, 2 or 5 with zeros. */
export function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => value <= each * power) ?? 10;
  return step * power;
}
