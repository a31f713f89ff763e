import { grouped } from '../../format/money';
import type { Codes } from './zh-CN';

/** A line of a trace, as the services give it; amounts in yuan as decimals. */
export interface TraceLine {
  readonly step: string;
  readonly params: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, string>>;
  /** In the service's words, which are English or simplified Chinese. */
  readonly text: string;
}

/** What a cause means; null for one that an operator has named by himself. */
export function causeWords(code: string, codes: Codes): string | null {
  const known = of(codes.refusals, code)?.[0] ?? of(codes.reviews, code) ?? of(codes.events, code) ?? of(codes.states, code);
  if (known !== undefined) return known;
  const [, from = '', rest = ''] = /^(LEDGER|BANK_REJECTED_FOR|BANK_REFUSED_MESSAGE|REGISTER_REFUSED|BANK)_(.+)$/.exec(code) ?? [];
  switch (from) {
    case 'LEDGER':
      return ledgerWords(of(codes.outcomes, rest), codes);
    case 'BANK_REJECTED_FOR':
      return codes.bankRefusedFor;
    case 'BANK_REFUSED_MESSAGE':
      return codes.bankRefusedMessage;
    case 'REGISTER_REFUSED':
      return codes.registerRefused;
    case 'BANK':
      return of(codes.bankSaid, rest) ?? null;
    default:
      return null;
  }
}

function ledgerWords(outcome: string | undefined, codes: Codes): string {
  return outcome === undefined ? codes.ledgerRefused : codes.ledger(outcome);
}

/** The parameters of traces that are codes; all others are figures, dates and names. */
const coded = new Set(['class', 'printedClass', 'level', 'treatment', 'basis', 'settledSocially']);

/** What the bank says of a payment, with its status. */
export function bankWords(status: string, codes: Codes): string {
  const known = of(codes.bankSaid, status);
  return known === undefined ? status : `${known} (${status})`;
}

/** A trace line in words; a placeholder without a value stays visible as a dash. */
export function traceWords(line: TraceLine, codes: Codes): string {
  const pattern = of(codes.trace, line.step);
  if (pattern === undefined) return line.text;
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const amount = of(line.amounts, name);
    if (amount !== undefined) return grouped(amount);
    const value = of(line.params, name);
    if (value === undefined) return '-';
    if (name === 'code') return causeWords(value, codes)?.replace(/[。.]$/, '') ?? value;
    return coded.has(name) ? (of(codes.values, value) ?? value) : value;
  });
}

/** Why nothing is paid and what can be done, for a code that the texts know; else in the service's words. */
export function refusalWords(
  refusal: { readonly code: string; readonly reason: string; readonly nextStep: string },
  codes: Codes,
): readonly [reason: string, next: string] {
  return of(codes.refusals, refusal.code) ?? [refusal.reason, refusal.nextStep];
}

/** An entry of a table's own: a code is none of what every object has. */
function of<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
