import { el, svg, type Child } from '../dom';
import { moment, shortened } from '../format';
import type { Verdict } from '../proof/verdict';
import type { Language, Texts } from '../texts';

/** Words and their language. */
export interface Speech {
  readonly language: Language;
  readonly t: Texts;
}

/** What a check came to: a sign, words, and why not. */
export function mark(verdict: Verdict<unknown> | null, { t }: Speech, more?: string): HTMLElement {
  const standing = verdict?.standing ?? 'pending';
  return el(
    'span',
    { class: `mark mark-${standing}`, 'data-standing': standing },
    sign(standing),
    el('span', {}, t.mark[standing], more === undefined ? null : ` · ${more}`),
  );
}

/** Why a check does not hold or cannot be done. */
export function why(verdict: Verdict<unknown> | null, { t }: Speech): HTMLElement | null {
  if (verdict === null || verdict.standing === 'holds') return null;
  const member = verdict.detail['member'];
  return el(
    'p',
    { class: `why why-${verdict.standing}`, role: 'status' },
    t.problems[verdict.problem] ?? verdict.problem,
    member === undefined ? null : ` (${String(member)})`,
  );
}

const signs = {
  holds: 'm5 10.5 3.4 3.5L15 7',
  broken: 'm6 6 8 8m0-8-8 8',
  unable: 'M7.6 7.8a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9m0 2.6v.1',
  pending: 'M5.5 10h.1m4.4 0h.1m4.4 0h.1',
} as const;

function sign(standing: keyof typeof signs): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 20 20', class: 'sign', 'aria-hidden': 'true', focusable: 'false' },
    svg('circle', { cx: 10, cy: 10, r: 9 }),
    svg('path', { d: signs[standing] }),
  );
}

/** A list of facts. */
export function facts(...pairs: readonly (readonly [name: string, value: Child] | null)[]): HTMLElement {
  return el(
    'dl',
    { class: 'facts' },
    ...pairs.filter((pair) => pair !== null).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

/** A digest: short, whole when asked for. */
export function digest(text: string): HTMLElement {
  return el('code', { class: 'mono', title: text }, shortened(text));
}

export function wholeDigest(text: string): HTMLElement {
  return el('code', { class: 'mono whole' }, text);
}

export function time(millis: number, { language }: Speech): HTMLElement {
  const date = new Date(millis);
  const exact = Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  return el('time', { datetime: exact, title: exact }, moment(millis, language));
}

export function card(heading: string, ...children: readonly Child[]): HTMLElement {
  return el('section', { class: 'card' }, el('h2', {}, heading), ...children);
}

export function pill(kind: 'good' | 'wait' | 'bad' | 'plain', text: string): HTMLElement {
  return el('span', { class: `pill pill-${kind}` }, text);
}
