import { el, fill, type Child } from '../dom';
import type { Explorer, SeenCheckpoint } from '../explorer';
import { ago, lasting, thousands } from '../format';
import type { Member, NodeFacts, Overview } from '../net/shapes';
import { card, digest, facts, mark, pill, time, why, type Speech } from './parts';
import type { OpenView } from './view';

/** The ledger, this node and the members at a glance. */
export const openOverview: OpenView = (explorer, speech) => {
  const latest = el('div');
  const rest = el('div', { class: 'stack' });
  const element = el('div', { class: 'stack' }, latest, rest);
  const drawLatest = () => fill(latest, hero(explorer, speech));
  const drawRest = () => fill(rest, parts(explorer.overview.value, speech));
  drawLatest();
  drawRest();
  const ends = [explorer.checkpoints.on(drawLatest), explorer.overview.on(drawRest), explorer.overview.on(drawLatest)];
  return { element, close: () => ends.forEach((end) => end()) };
};

function hero(explorer: Explorer, speech: Speech): HTMLElement {
  const { t } = speech;
  const newest: SeenCheckpoint | undefined = explorer.checkpoints.value[0];
  if (newest === undefined) return el('section', { class: 'card hero' }, el('h2', {}, t.overview.final), el('p', {}, t.checkpoints.empty));
  const { facts: checkpoint, verdict } = newest;
  const signed = verdict?.standing === 'holds' ? t.mark.quorum(verdict.value.members.length, verdict.value.threshold) : undefined;
  return el(
    'section',
    { class: 'card hero' },
    el('h2', {}, t.overview.final),
    el(
      'div',
      { class: 'figures' },
      figure(thousands(checkpoint.size), t.overview.leaves),
      figure(thousands(checkpoint.height), t.overview.height),
      figure(ago(Date.parse(checkpoint.finalAt), nowOf(explorer), t), t.overview.latest, 'words'),
    ),
    el('p', { class: 'hero-mark' }, mark(verdict, speech, signed)),
    why(verdict, speech),
    verdict?.standing === 'holds' ? el('p', { class: 'quiet' }, `${t.overview.root} `, digest(verdict.value.root)) : null,
  );
}

function figure(value: string, name: string, kind = ''): HTMLElement {
  return el('div', { class: 'figure' }, el('span', { class: `figure-value number ${kind}` }, value), el('span', { class: 'figure-name' }, name));
}

/** The node's clock: the reader's may be wrong. */
function nowOf(explorer: Explorer): number {
  const told = explorer.overview.value?.node.now;
  return told === undefined ? Date.now() : Date.parse(told);
}

function parts(overview: Overview | null, speech: Speech): Child {
  const { t } = speech;
  if (overview === null) return el('p', { class: 'quiet' }, t.wait);
  return [
    el('div', { class: 'columns' }, nodeCard(overview.node, speech), ledgerCard(overview, speech)),
    card(t.overview.members, el('p', { class: 'quiet' }, t.overview.membersWhy), members(overview, speech)),
  ];
}

export function statusKind(status: string): 'good' | 'wait' | 'bad' {
  if (status === 'ACTIVE') return 'good';
  return ['STARTING', 'CATCHING_UP', 'BUSY', 'NO_QUORUM', 'NOT_A_VALIDATOR'].includes(status) ? 'wait' : 'bad';
}

export function nodeCard(node: NodeFacts, speech: Speech): HTMLElement {
  const { t } = speech;
  const [name, sentence] = t.status[node.status] ?? [node.status, node.reason];
  const waiting = node.size - node.finalSize;
  return card(
    t.overview.node,
    el('p', { class: 'node-status' }, pill(statusKind(node.status), name), ' ', sentence),
    facts(
      [t.overview.lag, lasting(node.finalityLagMillis, t)],
      [t.overview.waiting, thousands(node.submissions)],
      waiting > 0 ? [t.overview.unfinal, thousands(waiting)] : null,
      [t.overview.engine, el('code', { class: 'mono', title: node.engineReason }, node.engine)],
      ...(node.absence === null ? [[t.overview.cosigning, node.cosigning ? t.overview.cosigningReady : t.overview.cosigningAsking] as const] : seatless(node.absence, speech)),
    ),
  );
}

/** Since when a node's member is no validator, and what there is to do for whoever runs it. */
function seatless({ epoch, fromSize, since, dismissed }: NonNullable<NodeFacts['absence']>, speech: Speech): readonly (readonly [string, Child])[] {
  const { overview: words } = speech.t;
  if (!dismissed) {
    return [
      [words.absence, words.neverAdmitted],
      [words.toDo, words.toDoNeverAdmitted],
    ];
  }
  const from = words.absent(String(epoch), thousands(fromSize));
  return [
    [words.absentSince, since === null ? from : [time(Date.parse(since), speech), el('br'), from]],
    [words.toDo, words.toDoDismissed],
  ];
}

function ledgerCard({ ledger }: Overview, speech: Speech): HTMLElement {
  const { t } = speech;
  return card(
    t.overview.ledger,
    facts(
      [t.overview.origin, ledger.origin],
      [t.overview.contract, ledger.next === null ? String(ledger.contractVersion) : [String(ledger.contractVersion), el('br'), t.overview.next(ledger.next.version, ledger.next.fromHeight)]],
      [t.overview.suite, ledger.suite],
      [t.overview.epoch, String(ledger.epoch)],
      [t.overview.quorum, `${ledger.quorum} / ${ledger.validators}`],
      [t.overview.founded, time(Date.parse(ledger.founded), speech)],
      [t.overview.ledgerId, digest(ledger.ledgerId)],
    ),
  );
}

function members({ members: all, node }: Overview, speech: Speech): HTMLElement {
  const { t } = speech;
  const m = t.member;
  const now = Date.parse(node.now);
  const heads = [m.number, m.name, m.kind, m.role, m.standing, m.last, m.withheld, m.lies];
  return el(
    'table',
    { class: 'table cards' },
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...all.map((member) => memberRow(member, heads, now, node, speech))),
  );
}

function memberRow(member: Member, heads: readonly string[], now: number, node: Overview['node'], { t }: Speech): HTMLElement {
  const m = t.member;
  const { cosignature } = member;
  const cells: Child[] = [
    el('span', { class: 'number' }, String(member.number)),
    [
      el('strong', {}, member.name),
      member.number === node.member ? [' ', pill('plain', m.self)] : null,
      member.suspended ? [' ', pill('bad', m.suspended)] : null,
    ],
    t.kinds[member.kind] ?? member.kind,
    member.validator ? m.validator : m.participant,
    member.validator && node.absence === null ? standing(member, node, t) : dash(),
    cosignature === null ? dash() : m.lastAt(thousands(cosignature.size), ago(Date.parse(cosignature.at), now, t)),
    member.validator && member.withheldMillis > 0 ? lasting(member.withheldMillis, t) : dash(),
    lies(member, t),
  ];
  return el('tr', {}, ...cells.map((cell, i) => el('td', { 'data-head': heads[i] }, cell)));
}

/**
 * What a validator's node hears of another's engine and sees in its cosignatures; slow for some seconds is not yet silent. No other node
 * sees them. Whoever comes after a quorum signs nothing, for it is not needed: so the last final size may be without anybody's cosignature,
 * the own one too. Only what is withheld, from one such size to the next, says that somebody stays behind.
 */
export function standing({ number, cosignature, withheldMillis, silentMillis }: Member, node: Overview['node'], t: Speech['t']): HTMLElement {
  const m = t.member;
  if (silentMillis > 10_000) return pill('bad', m.notHeard(lasting(silentMillis, t)));
  if (withheldMillis > 5_000) return pill('bad', cosignature === null ? m.never : m.silent);
  if (cosignature === null) return number === node.member && node.cosigning ? pill('good', m.cosigns) : pill('wait', m.never);
  const behind = withheldMillis > 0 ? node.finalSize - cosignature.size : 0;
  return behind > 0 ? pill('wait', m.behind(behind)) : pill('good', m.cosigns);
}

function lies({ lies: told }: Member, t: Speech['t']): Child {
  const kinds = Object.entries(told);
  if (kinds.length === 0) return t.none;
  return el('ul', { class: 'lies' }, ...kinds.map(([kind, count]) => el('li', {}, `${t.lies[kind] ?? kind} × ${thousands(count)}`)));
}

function dash(): HTMLElement {
  return el('span', { class: 'quiet dash', 'aria-hidden': 'true' }, '—');
}
