import { el, fill, type Child } from '../dom';
import type { Explorer } from '../explorer';
import { thousands } from '../format';
import { grouped, type Keys, type KeysFound } from '../trust/keys';
import { card, facts, pill, type Speech } from './parts';
import type { OpenView } from './view';

/** Where the keys come from, how to compare them, and what the page cannot promise. */
export const openKeys: OpenView = (explorer, speech) => {
  const { t } = speech;
  const now = el('div', { class: 'stack' });
  const refused = el('p', { class: 'why why-broken', role: 'alert', hidden: true });
  const file = el('input', { type: 'file', id: 'trust-file', accept: '.json,application/json', class: 'file' });
  file.addEventListener('change', () => void load(explorer, file, refused, speech));
  const again = el('button', { type: 'button', class: 'button', click: () => void explorer.keysFromNode() }, t.trust.again);
  const draw = () => {
    const { value } = explorer.keys;
    fill(now, current(value, speech));
    again.hidden = value?.kind === 'keys' && value.keys.source === 'node';
  };
  draw();
  const end = explorer.keys.on(draw);
  const element = el(
    'div',
    { class: 'stack' },
    card(
      t.trust.more,
      now,
      el('div', { class: 'bar' }, el('label', { for: 'trust-file', class: 'button button-strong' }, t.trust.load, file), again),
      refused,
    ),
    card(t.trust.limit, el('p', {}, t.trust.limitPage), el('p', {}, t.trust.limitState)),
  );
  return { element, close: end };
};

async function load(explorer: Explorer, input: HTMLInputElement, refused: HTMLElement, { t }: Speech): Promise<void> {
  const [chosen] = input.files ?? [];
  if (chosen === undefined) return;
  const found = await explorer.keysFromFile(chosen);
  input.value = '';
  refused.hidden = found.kind === 'keys';
  if (found.kind === 'none') {
    const problem = found.problem === 'TRUST_MALFORMED' ? t.trust.bad : (t.problems[found.problem] ?? found.problem);
    refused.textContent = `${problem} ${found.reason}`;
  }
}

function current(found: KeysFound | null, { t }: Speech): Child {
  if (found === null) return el('p', { class: 'quiet' }, t.wait);
  if (found.kind === 'none') return el('p', { class: 'why why-broken' }, t.problems[found.problem] ?? found.problem, ' ', found.reason);
  const { keys } = found;
  const own = keys.source === 'file';
  return [
    el('p', {}, pill(own ? 'good' : 'wait', own ? t.trust.fromFile : t.trust.fromNode)),
    el('p', {}, own ? t.trust.fromFileWhy : t.trust.fromNodeWhy),
    el('h3', {}, t.trust.fingerprint),
    el('p', { class: 'fingerprint mono', 'data-fingerprint': keys.fingerprint }, grouped(keys.fingerprint)),
    el('p', { class: 'quiet' }, t.trust.compare),
    keys.followed === 0 ? null : el('p', { class: 'quiet', 'data-followed': keys.followed }, t.trust.followed(keys.followed)),
    epochs(keys, t),
  ];
}

function epochs({ trust }: Keys, t: Speech['t']): Child {
  return [
    el('h3', {}, `${t.trust.members} · ${trust.origin}`),
    ...trust.epochs.map((epoch) => {
      const names = [...new Set(epoch.cosigners.map(({ name }) => name))];
      const from = thousands(epoch.fromSize);
      const to = epoch.toSize === null ? null : thousands(epoch.toSize);
      return facts([t.trust.epoch(from, to), [t.trust.threshold(epoch.threshold, names.length), ': ', names.join(', ')]]);
    }),
  ];
}
