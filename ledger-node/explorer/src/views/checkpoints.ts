import { el, fill, type Child } from '../dom';
import type { SeenCheckpoint } from '../explorer';
import { clock, thousands } from '../format';
import { card, mark, why, type Speech } from './parts';
import type { OpenView } from './view';

/** Checkpoints as they come, each with what this browser found. */
export const openCheckpoints: OpenView = (explorer, speech) => {
  const { t } = speech;
  let held: readonly SeenCheckpoint[] | null = null;
  const state = el('span', { class: 'state', role: 'status' });
  const pauseButton = el('button', { type: 'button', class: 'button', click: () => pause() });
  const list = new CheckpointTable(speech);
  const older = el('button', { type: 'button', class: 'button', click: () => void explorer.olderCheckpoints() }, t.checkpoints.older);

  const draw = () => {
    const shown = held ?? explorer.checkpoints.value;
    list.show(held === null ? shown : verdictsOf(shown, explorer.checkpoints.value));
    fill(state, held === null ? t.checkpoints[explorer.connection.value] : t.checkpoints.paused);
    state.dataset['connection'] = held === null ? explorer.connection.value : 'paused';
    pauseButton.textContent = held === null ? t.checkpoints.pause : t.checkpoints.resume;
    pauseButton.setAttribute('aria-pressed', String(held !== null));
    older.hidden = held !== null || shown.at(-1)?.facts.height === 0;
  };
  const pause = () => {
    held = held === null ? explorer.checkpoints.value : null;
    draw();
  };
  draw();
  const ends = [explorer.checkpoints.on(draw), explorer.connection.on(draw)];
  const element = card(
    t.views.checkpoints,
    el('div', { class: 'bar' }, state, pauseButton),
    el('p', { class: 'quiet' }, t.checkpoints.why),
    list.element,
    el('p', {}, older),
  );
  return { element, close: () => ends.forEach((end) => end()) };
};

/** What is held still gets its marks. */
function verdictsOf(shown: readonly SeenCheckpoint[], now: readonly SeenCheckpoint[]): readonly SeenCheckpoint[] {
  return shown.map((each) => now.find(({ facts }) => facts === each.facts) ?? each);
}

/** Rows stay where they are while others come, so that what is read or open is not torn away. */
class CheckpointTable {
  readonly element: HTMLElement;
  private readonly body = el('tbody');
  private readonly empty: HTMLElement;
  private readonly heads: readonly string[];
  private readonly rows = new Map<string, { readonly key: string; readonly element: HTMLElement }>();

  constructor(private readonly speech: Speech) {
    const c = speech.t.checkpoints;
    this.heads = [c.size, c.height, c.operations, c.at, c.mark];
    this.empty = el('p', { class: 'quiet' }, c.empty);
    const head = el('thead', {}, el('tr', {}, ...this.heads.map((each) => el('th', { scope: 'col' }, each))));
    this.element = el('div', {}, this.empty, el('table', { class: 'table cards checkpoints' }, head, this.body));
  }

  show(all: readonly SeenCheckpoint[]): void {
    this.empty.hidden = all.length > 0;
    const wanted = all.map((each, i) => this.rowOf(each, all[i + 1]));
    const kept = new Set(wanted);
    for (const child of [...this.body.children]) if (!kept.has(child as HTMLElement)) child.remove();
    wanted.forEach((element, i) => {
      if (this.body.children[i] !== element) this.body.insertBefore(element, this.body.children[i] ?? null);
    });
    const notes = new Set(all.map(({ facts }) => facts.note));
    for (const known of [...this.rows.keys()]) if (!notes.has(known)) this.rows.delete(known);
  }

  private rowOf(each: SeenCheckpoint, before: SeenCheckpoint | undefined): HTMLElement {
    const key = `${each.verdict?.standing} ${before?.facts.size}`;
    const known = this.rows.get(each.facts.note);
    if (known?.key === key) return known.element;
    const element = row(each, before, this.heads, this.speech);
    this.rows.set(each.facts.note, { key, element });
    return element;
  }
}

function row({ facts, verdict }: SeenCheckpoint, before: SeenCheckpoint | undefined, heads: readonly string[], speech: Speech): HTMLElement {
  const { t } = speech;
  const blocks = before === undefined ? 0 : facts.height - before.facts.height;
  const operations = before === undefined ? '' : `+${thousands(facts.size - before.facts.size - blocks)}`;
  const signed = verdict?.standing === 'holds' ? t.mark.quorum(verdict.value.members.length, verdict.value.threshold) : undefined;
  const cells: Child[] = [
    el('strong', { class: 'number' }, thousands(facts.size)),
    el('span', { class: 'number' }, thousands(facts.height)),
    el('span', { class: 'number' }, operations),
    el('time', { datetime: facts.finalAt, class: 'number' }, clock(Date.parse(facts.finalAt), speech.language)),
    [mark(verdict, speech, signed), why(verdict, speech), note(facts.note, speech)],
  ];
  return el('tr', { 'data-size': facts.size }, ...cells.map((cell, i) => el('td', { 'data-head': heads[i] }, cell)));
}

function note(text: string, { t }: Speech): HTMLElement {
  return el('details', {}, el('summary', {}, t.checkpoints.show), el('pre', { class: 'mono', tabindex: 0, 'aria-label': t.checkpoints.note }, text));
}
