import { describe, expect, test } from 'vitest';
import { codes as en } from '../../src/texts/codes/en';
import { causeWords, traceWords } from '../../src/texts/codes/say';
import { codes as simplified, type Codes } from '../../src/texts/codes/zh-CN';
import { codes as traditional } from '../../src/texts/codes/zh-TW';
import { texts as appEn } from '../../src/texts/app/en';
import { texts as payersEn } from '../../src/texts/payers/en';

const sources = import.meta.glob<string>(
  ['../../../../claims-service/*/src/main/java/**/*.java', '../../../../ledger-node/*/src/main/java/org/yipiao/ledger/protocol/**/Outcome.java'],
  { query: '?raw', import: 'default', eager: true },
);
const bundles = import.meta.glob<string>('../../../../claims-service/*/src/main/resources/**/*.properties', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const source = (name: string) => {
  const found = Object.entries(sources).filter(([path]) => path.endsWith(`/${name}.java`));
  if (found.length !== 1) throw new Error(`${found.length} sources are called ${name}`);
  return found[0]?.[1] ?? '';
};

/** The constants of a Java enum. */
function constants(file: string, name = file): readonly string[] {
  const begin = new RegExp(`enum ${name}\\b[^{]*\\{`).exec(source(file));
  if (begin === null) throw new Error(`no enum ${name}`);
  const body = source(file).slice(begin.index + begin[0].length).replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"/g, '');
  const list = /^[^;}]*/.exec(body)?.[0] ?? '';
  return [...list.replace(/\([^)]*\)/g, '').matchAll(/[A-Z][A-Z0-9_]*/g)].map(([constant]) => constant);
}

/** The texts of a bundle by their keys. */
function properties(name: string): ReadonlyMap<string, string> {
  const place = name.startsWith('trace') ? 'claims/adjudication' : 'server/src/main/resources';
  const found = Object.entries(bundles).find(([path]) => path.endsWith(`${place}/${name}`));
  if (found === undefined) throw new Error(`no ${name}`);
  const lines = [...found[1].matchAll(/^([\w.]+)=(.*)$/gm)];
  return new Map(lines.map(([, key = '', text = '']) => [key, text]));
}

const under = (texts: ReadonlyMap<string, string>, prefix: string) =>
  Object.fromEntries([...texts].filter(([key]) => key.startsWith(prefix)).map(([key, text]) => [key.slice(prefix.length), text]));

const all = Object.entries(sources).filter(([path]) => path.includes('claims-service/server')).map(([, text]) => text).join('\n');
const named = (pattern: RegExp) => [...new Set([...all.matchAll(pattern)].map(([, code = '']) => code))];

/** All that can stand as the cause of a step in a timeline, or put a claim to a person. */
const causes = [
  ...constants('ClaimState'),
  ...constants('ClaimEvent'),
  ...constants('ClaimRefusal'),
  ...constants('Decision', 'Reason'),
  ...named(/\b(?:Unsure|review)\("([A-Z_]+)"\)/g),
  ...named(/Optional\.of\("([A-Z_]+)"\)/g),
  ...named(/"(LEDGER_[A-Z_]*[A-Z])"/g),
  ...['DOCUMENT', 'LEDGER', 'BINDING', 'ISSUER'].map((link) => `BUNDLE_${link}_BROKEN`),
  ...constants('Outcome').map((outcome) => `LEDGER_${outcome}`),
  ...['BANK_ACSC', 'BANK_RJCT', 'BANK_REJECTED_FOR_AC04', 'BANK_REFUSED_MESSAGE_FF01', 'REGISTER_REFUSED_403', 'LEDGER_BUSY'],
];

describe.each<[string, Codes]>([
  ['zh-CN', simplified],
  ['zh-TW', traditional],
  ['en', en],
])('in %s', (_language, codes) => {
  test('every cause has words', () => {
    expect(causes.length).toBeGreaterThan(120);
    expect(causes.filter((cause) => causeWords(cause, codes) === null)).toEqual([]);
  });

  test('every step of a trace has words, with the same figures', () => {
    expect(Object.keys(codes.trace).sort()).toEqual([...constants('TraceStep')].sort());
    const figures = (pattern = '') => [...pattern.matchAll(/\{\w+\}/g)].map(([found]) => found).sort();
    for (const step of constants('TraceStep')) expect(figures(codes.trace[step]), step).toEqual(figures(simplified.trace[step]));
  });

  test('every value that a trace names has words', () => {
    const values = [...constants('CatalogueClass'), ...constants('HospitalLevel'), ...constants('Catalogue', 'Unlisted'), ...constants('BenefitPlan', 'EligibleExpense')];
    expect(values.filter((value) => codes.values[value] === undefined)).toEqual([]);
  });

  test('no code is left in what a trace says', () => {
    const line = { step: 'REVIEW', params: { code: 'ITEM_UNLISTED' }, amounts: {}, text: '' };
    expect(traceWords(line, codes)).not.toMatch(/[A-Z]{2}_|[。.]{2}/);
    const basis = { step: 'ELIGIBLE_EXPENSE', params: { basis: 'WITHOUT_OWN_EXPENSE' }, amounts: { eligible: '1260.00' }, text: '' };
    expect(traceWords(basis, codes)).toContain('1,260.00');
    expect(traceWords(basis, codes)).not.toMatch(/[A-Z]{2}/);
  });

  test('all languages have the same codes', () => {
    for (const table of ['states', 'refusals', 'reviews', 'reviewNext', 'events', 'outcomes', 'bankSaid', 'values'] as const) {
      expect(Object.keys(codes[table]), table).toEqual(Object.keys(simplified[table]));
    }
  });
});

test.each<[string, string, string, Codes]>([
  ['zh-CN', 'messages_zh_CN.properties', 'trace_zh_CN.properties', simplified],
  ['en', 'messages.properties', 'trace.properties', en],
])('the pages say what the services say: %s', (_language, messages, traces, codes) => {
  const said = properties(messages);
  expect(codes.states).toEqual(under(said, 'state.'));
  // A class is a Chinese character here and a letter there: the space before it falls.
  const close = (texts: Iterable<readonly [string, string]>) => Object.fromEntries([...texts].map(([step, text]) => [step, text.replace(/ /g, '')]));
  expect(close(Object.entries(codes.trace))).toEqual(close(properties(traces)));
  const refusals = Object.entries(codes.refusals).flatMap(([code, [reason, next]]) => [[`${code}.reason`, reason], [`${code}.next`, next]]);
  expect(Object.fromEntries(refusals)).toEqual(under(said, 'refusal.'));
  for (const [key, text] of Object.entries(under(said, 'review.'))) {
    const own = key.startsWith('next.') ? codes.reviewNext[key.slice(5) as 'decide'] : codes.reviews[key];
    expect(own, key).toBe(text);
  }
});

test('an operator’s own cause, or what every object has, is no code', () => {
  for (const cause of ['ASKED_THE_HOSPITAL', 'constructor', 'toString', '__proto__']) expect(causeWords(cause, en)).toBeNull();
  expect(traceWords({ step: 'constructor', params: {}, amounts: {}, text: 'as it came' }, en)).toBe('as it came');
});

test('states, steps and amounts have their names on both pages', () => {
  for (const state of constants('ClaimState')) {
    expect(payersEn.states[state], state).toBeDefined();
    expect(appEn.claim.states[state], state).toBeDefined();
  }
  for (const step of constants('TraceStep')) expect(appEn.trace[step], step).toBeDefined();
  const adjudication = Object.entries(sources).filter(([path]) => path.includes('/adjudication/')).map(([, text]) => text).join('\n');
  const amounts = [...adjudication.matchAll(/\.amount\("(\w+)"/g)].map(([, name = '']) => name);
  expect(amounts.length).toBeGreaterThan(15);
  expect(amounts.filter((name) => payersEn.amounts[name] === undefined)).toEqual([]);
  expect(constants('DecideClaim', 'Reason').filter((reason) => payersEn.decide.reasons[reason] === undefined)).toEqual([]);
});
