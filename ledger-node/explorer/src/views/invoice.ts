import { el, type Child } from '../dom';
import type { Explorer } from '../explorer';
import { invoiceNumber, millisOf, moment, money, thousands } from '../format';
import { Problem } from '../net/node';
import type { InvoiceOperations } from '../net/shapes';
import { concerns } from '../proof/concerns';
import type { ProvenOperation, ProvenState } from '../proof/judge';
import type { Verdict } from '../proof/verdict';
import { failure, waiting } from './asking';
import { askOperation, memberName, outcome, typeName } from './operation';
import { card, digest, facts, mark, pill, time, why, type Speech } from './parts';

/** Each is one question to the node. */
const operationsAtOnce = 20;

/** What an invoice is now, proven, and its operations in the log. Whose token is refused is told so once. */
export function showInvoice(explorer: Explorer, speech: Speech, id: bigint): HTMLElement {
  const operations = el('div', { class: 'stack' });
  const state = waiting(speech, async () => {
    try {
      return await stateCard(explorer, speech, id);
    } finally {
      if (explorer.member.value) operations.append(history(explorer, speech, id));
    }
  });
  return el('div', { class: 'stack' }, state, operations);
}

async function stateCard(explorer: Explorer, speech: Speech, id: bigint): Promise<HTMLElement> {
  const { t } = speech;
  const known = explorer.knownSize;
  try {
    const text = await explorer.node.textForMember(`v1/state-proof/invoices/${invoiceNumber(id)}`);
    const verdict = await explorer.judge.invoice(id, text, known);
    return proven(explorer, speech, id, verdict);
  } catch (cause) {
    if (!(cause instanceof Problem) || !['STATE_NOT_PROVABLE', 'NOT_FINAL'].includes(cause.code)) throw cause;
    return card(heading(id), el('p', { class: 'notice' }, cause.code === 'NOT_FINAL' ? t.lookup.unfinal : t.lookup.noMap));
  }
}

function heading(id: bigint): string {
  const digits = invoiceNumber(id);
  return `${digits.slice(0, 8)} ${digits.slice(8)}`;
}

function proven(explorer: Explorer, speech: Speech, id: bigint, verdict: Verdict<ProvenState>): HTMLElement {
  const { t } = speech;
  if (verdict.standing !== 'holds') return card(heading(id), el('p', {}, mark(verdict, speech)), why(verdict, speech));
  const { row, size, timeNanos } = verdict.value;
  const asOf = `${t.lookup.asOf(thousands(size))}`;
  const when = [el('p', {}, mark(verdict, speech, asOf)), el('p', { class: 'quiet' }, time(millisOf(timeNanos), speech))];
  if (row === null) return card(heading(id), el('p', { class: 'result' }, t.lookup.noSuch), ...when, el('p', { class: 'quiet' }, t.lookup.noSuchWhy));
  const amount = (fen: bigint) => el('span', { class: 'number' }, money(fen));
  return card(
    heading(id),
    el('p', { class: 'result' }, t.lookup.left(money(row.remainingFen)), ' ', pill(row.status === 'ISSUED' ? 'good' : 'wait', t.lookup.statuses[row.status] ?? row.status)),
    ...when,
    facts(
      [t.lookup.total, amount(row.totalFen)],
      [t.lookup.claimable, amount(row.claimableFen)],
      [t.lookup.reserved, amount(row.reservedFen)],
      [t.lookup.committed, amount(row.committedFen)],
      [t.lookup.reimbursed, amount(row.reimbursedFen)],
      [t.lookup.returned, amount(row.returnedFen)],
      [t.lookup.issuer, memberName(explorer, row.issuer)],
      [t.lookup.paper, row.paperOut ? t.yes : t.no],
      row.counterpart === null ? null : [t.lookup.counterpart, el('a', { href: `#lookup/invoice/${invoiceNumber(row.counterpart)}` }, invoiceNumber(row.counterpart))],
      [t.lookup.commitment, digest(row.commitment)],
    ),
  );
}

/** The operations, part by part of the log, the newest first; each proven by itself. */
function history(explorer: Explorer, speech: Speech, id: bigint): HTMLElement {
  const { t } = speech;
  const list = el('ol', { class: 'operations' });
  const range = el('div', { class: 'quiet', role: 'status' }, t.wait);
  const more = el('button', { type: 'button', class: 'button', hidden: true }, t.lookup.historyMore);
  let reached: number | null = null;
  let end = 0;
  const found: number[] = [];
  const step = async () => {
    if (found.length === 0) {
      const before: string = reached === null ? '' : `?before=${reached}`;
      const part = await explorer.node.jsonForMember<InvoiceOperations>(`explorer/api/invoices/${invoiceNumber(id)}/operations${before}`);
      if (reached === null) end = part.before;
      reached = part.from;
      found.push(...part.indexes);
    }
    for (let i = 0; i < operationsAtOnce && found.length > 0; i++) {
      list.append(await entry(explorer, speech, id, found[0] ?? 0));
      found.shift();
    }
    const looked = t.lookup.historyRange(thousands(reached ?? 0), thousands(end));
    range.replaceChildren(list.children.length === 0 ? `${t.lookup.historyNone} ${looked}` : looked);
  };
  /** What failed can be tried once more. */
  const go = async () => {
    more.hidden = true;
    await step().catch((cause: unknown) => range.replaceChildren(failure(cause, speech)));
    more.hidden = !explorer.member.value || (reached === 0 && found.length === 0);
  };
  more.addEventListener('click', () => void go());
  void go();
  return card(t.lookup.history, el('p', { class: 'quiet' }, t.lookup.historyWhy), list, range, more);
}

async function entry(explorer: Explorer, speech: Speech, id: bigint, index: number): Promise<HTMLElement> {
  const verdict = await askOperation(explorer, index);
  const judged = verdict.standing === 'holds' && !concerns(verdict.value.leaf, id) ? foreign() : verdict;
  return el(
    'li',
    {},
    el('a', { href: `#lookup/operation/${index}` }, speech.t.lookup.place(thousands(index))),
    describe(judged, speech),
    el('p', {}, mark(judged, speech)),
    why(judged, speech),
  );
}

function foreign(): Verdict<ProvenOperation> {
  return { standing: 'broken', problem: 'OTHER_INVOICE', detail: {} };
}

function describe(verdict: Verdict<ProvenOperation>, speech: Speech): Child {
  if (verdict.standing !== 'holds') return null;
  const { leaf } = verdict.value;
  return [' ', el('strong', {}, typeName(leaf, speech)), ' ', outcome(leaf, speech), ' ', el('span', { class: 'quiet' }, moment(millisOf(leaf.consensusTimeNanos), speech.language))];
}
