import { hex } from '@app/verifier/bytes';
import type { Leaf } from '@app/verifier/leaf';
import { el, type Child } from '../dom';
import type { Explorer } from '../explorer';
import { invoiceNumber, millisOf, money, thousands } from '../format';
import type { OperationFacts } from '../net/shapes';
import { fieldsOf, outcomeDetail, type FieldValue } from '../proof/fields';
import type { ProvenOperation } from '../proof/judge';
import { outcomeName } from '../proof/outcomes';
import type { Verdict } from '../proof/verdict';
import { waiting } from './asking';
import { card, facts, mark, time, why, wholeDigest, type Speech } from './parts';

/** An operation by its place in the log. */
export function showOperation(explorer: Explorer, speech: Speech, index: number): HTMLElement {
  return waiting(speech, async () => {
    const operation = await askOperation(explorer, index);
    return operationCard(explorer, speech, index, operation);
  });
}

export async function askOperation(explorer: Explorer, index: number): Promise<Verdict<ProvenOperation>> {
  const { leaf, proof } = await explorer.node.jsonForMember<OperationFacts>(`explorer/api/operations/${index}`);
  return explorer.judge.operation(BigInt(index), leaf, proof);
}

function operationCard(explorer: Explorer, speech: Speech, index: number, verdict: Verdict<ProvenOperation>): HTMLElement {
  const { t } = speech;
  const heading = `${t.lookup.place(thousands(index))}`;
  const around = el(
    'nav',
    { class: 'bar', 'aria-label': t.lookup.operation },
    index > 0 ? el('a', { class: 'button', href: `#lookup/operation/${index - 1}` }, t.lookup.previous) : null,
    el('a', { class: 'button', href: `#lookup/operation/${index + 1}` }, t.lookup.nextOne),
  );
  if (verdict.standing !== 'holds') return card(heading, el('p', {}, mark(verdict, speech)), why(verdict, speech), around);
  const { leaf, note } = verdict.value;
  return card(
    heading,
    el('p', { class: 'result' }, typeName(leaf, speech), ' ', outcome(leaf, speech)),
    el('p', {}, mark(verdict, speech, t.lookup.asOf(thousands(note.size)))),
    leafFacts(explorer, leaf, speech),
    fieldsPart(explorer, leaf, speech),
    around,
  );
}

export function typeName(leaf: Leaf, { t }: Speech): string {
  return t.types[leaf.type] ?? t.unknownType(leaf.type);
}

export function outcome(leaf: Leaf, { t }: Speech): HTMLElement {
  const applied = leaf.outcome === 0;
  return el(
    'span',
    { class: applied ? 'pill pill-good' : 'pill pill-bad' },
    applied ? t.lookup.applied : t.lookup.refusedOutcome(leaf.outcome, outcomeName(leaf.outcome)),
  );
}

/** The name that the node gives a member; a number where it gives none. */
export function memberName(explorer: Explorer, number: number): string {
  const found = explorer.overview.value?.members.find((member) => member.number === number);
  return found === undefined ? String(number) : `${found.name} (${number})`;
}

function leafFacts(explorer: Explorer, leaf: Leaf, speech: Speech): HTMLElement {
  const { t } = speech;
  const more = outcomeDetail(leaf.outcome, leaf.detail);
  return facts(
    [t.lookup.time, time(millisOf(leaf.consensusTimeNanos), speech)],
    leaf.member === 0 ? null : [t.lookup.by, memberName(explorer, leaf.member)],
    leaf.member === 0 ? null : [t.lookup.transaction, [wholeDigest(leaf.transactionId), ` #${leaf.operationIndex}`]],
    more === null ? null : [t.lookup.outcome, shown(explorer, more, speech)],
  );
}

function fieldsPart(explorer: Explorer, leaf: Leaf, speech: Speech): Child {
  const { t } = speech;
  const fields = fieldsOf(leaf);
  return [
    fields === null ? null : el('h3', {}, t.lookup.fields),
    fields === null ? null : facts(...fields.map(({ name, value }) => [t.fields[name] ?? name, shown(explorer, value, speech)] as const)),
    el('details', {}, el('summary', {}, t.lookup.raw), el('p', { class: 'mono whole' }, hex(leaf.operation))),
  ];
}

function shown(explorer: Explorer, field: FieldValue, speech: Speech): Child {
  const { t } = speech;
  switch (field.kind) {
    case 'fen':
      return el('span', { class: 'number' }, money(field.value));
    case 'invoice':
      return el('a', { class: 'number', href: `#lookup/invoice/${invoiceNumber(field.value)}` }, invoiceNumber(field.value));
    case 'nanos':
      return time(millisOf(field.value), speech);
    case 'member':
      return memberName(explorer, field.value);
    case 'number':
      return el('span', { class: 'number' }, thousands(field.value));
    case 'digest':
      return wholeDigest(field.value === '' ? '—' : field.value);
    case 'word':
      return t.words[field.value] ?? field.value;
    case 'text':
      return field.value;
    case 'flag':
      return field.value ? t.yes : t.no;
  }
}
