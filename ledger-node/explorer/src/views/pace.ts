import { el, fill, type Child } from '../dom';
import { clock, thousands } from '../format';
import { rowsOf, type PaceRing } from '../pace';
import { chart, scale, type Line } from './chart';
import { card, type Speech } from './parts';
import type { OpenView } from './view';

/** Throughput and time to finality of the last quarter of an hour, as charts and as a table. */
export const openPace: OpenView = (explorer, speech) => {
  const { t } = speech;
  const throughput = el('div');
  const latency = el('div');
  const table = el('div');
  const details = el('details', { class: 'card', toggle: () => draw() }, el('summary', {}, t.pace.table), table);
  const draw = () => {
    const ring = explorer.pace.value;
    fill(throughput, throughputOf(ring, speech));
    fill(latency, latencyOf(ring, speech));
    if (details.open) fill(table, tableOf(ring, speech));
  };
  draw();
  const end = explorer.pace.on(draw);
  const element = el(
    'div',
    { class: 'stack' },
    card(t.pace.throughput, el('p', { class: 'quiet' }, t.pace.last), throughput),
    card(t.pace.latency, el('p', { class: 'quiet' }, t.pace.why), latency),
    details,
  );
  return { element, close: end };
};

function throughputOf(ring: PaceRing, speech: Speech): Child {
  const { t } = speech;
  const line: Line = { kind: 'first', values: ring.seconds.map(({ operations }) => operations) };
  return [
    values([t.pace.now, rate(ring.rate(60))], [t.pace.peak, thousands(ring.peak)], [t.pace.average, rate(ring.rate(900))]),
    drawn([line], `${t.pace.throughput}. ${t.pace.zoom}`, ring, speech),
  ];
}

function latencyOf(ring: PaceRing, speech: Speech): Child {
  const { t } = speech;
  const lines: readonly Line[] = [
    { kind: 'second', values: ring.seconds.map(({ p99 }) => p99) },
    { kind: 'first', values: ring.seconds.map(({ p50 }) => p50) },
  ];
  if (ring.whole.p50 === null) return el('p', { class: 'quiet' }, t.pace.idle);
  return [
    el(
      'div',
      { class: 'values' },
      value(t.pace.p50, `${thousands(ring.whole.p50)} ms`, 'key-first'),
      value(t.pace.p99, `${thousands(ring.whole.p99 ?? 0)} ms`, 'key-second'),
    ),
    drawn(lines, `${t.pace.latency}. ${t.pace.zoom}`, ring, speech),
  ];
}

function values(...all: readonly (readonly [string, string])[]): HTMLElement {
  return el('div', { class: 'values' }, ...all.map(([name, text]) => value(name, text, '')));
}

function value(name: string, text: string, key: string): HTMLElement {
  return el('div', { class: `value ${key}` }, el('span', { class: 'value-name' }, name), el('span', { class: 'number' }, text));
}

function drawn(lines: readonly Line[], label: string, ring: PaceRing, { language }: Speech): HTMLElement {
  const last = (ring.seconds.at(-1)?.second ?? Math.floor(Date.now() / 1000)) * 1000;
  const times = [900, 450, 0].map((before) => clock(last - before * 1000, language).slice(0, 5)) as unknown as readonly [string, string, string];
  return el(
    'div',
    { class: 'plot' },
    el('div', { class: 'scale', 'aria-hidden': 'true' }, ...scale(lines).map((each) => el('span', { class: 'number' }, thousands(each)))),
    chart(lines, label, times),
    el('div', { class: 'times', 'aria-hidden': 'true' }, ...times.map((each) => el('span', { class: 'number' }, each))),
  );
}

function tableOf(ring: PaceRing, { t, language }: Speech): Child {
  const heads = [t.pace.minute, t.pace.operations, `${t.pace.p50} (${t.pace.millis})`, `${t.pace.p99} (${t.pace.millis})`];
  const table = el(
    'table',
    { class: 'table' },
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el(
      'tbody',
      {},
      ...rowsOf(ring).map(({ second, operations, p50, p99 }) =>
        el('tr', {}, ...[clock(second * 1000, language), thousands(operations), millis(p50), millis(p99)].map((cell) => el('td', { class: 'number' }, cell))),
      ),
    ),
  );
  return [el('p', { class: 'quiet' }, t.pace.tableWhy), table];
}

function rate(perSecond: number): string {
  return perSecond >= 10 ? thousands(Math.round(perSecond)) : perSecond.toFixed(2);
}

function millis(value: number | null): string {
  return value === null ? '—' : thousands(value);
}
