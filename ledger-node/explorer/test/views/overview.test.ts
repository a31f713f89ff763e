import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Member, NodeFacts } from '../../src/net/shapes';
import { en } from '../../src/texts/en';
import { zh } from '../../src/texts/zh';
import { nodeCard, standing, statusKind } from '../../src/views/overview';
import { page, PageNode } from './page';

beforeAll(() => {
  vi.stubGlobal('document', page);
  vi.stubGlobal('Node', PageNode);
});
afterAll(() => vi.unstubAllGlobals());

const node: NodeFacts = {
  member: 4, status: 'ACTIVE', reason: '', engine: 'ACTIVE', engineReason: '', absence: null, cosigning: true, height: 12, size: 40, finalSize: 40,
  finalAt: null, finalityLagMillis: 0, submissions: 0, now: '2026-11-27T00:00:00Z',
};
const dismissed = { epoch: 1, fromSize: 1_234, since: '2026-11-26T03:15:04Z', dismissed: true };
const neverAdmitted = { epoch: 0, fromSize: 0, since: null, dismissed: false };

/** The facts of a node's card, by their names. */
function factsOf(absence: NodeFacts['absence'], language: 'zh-CN' | 'en'): Map<string, PageNode> {
  const speech = { language, t: language === 'en' ? en : zh };
  const card = nodeCard({ ...node, absence, ...(absence === null ? {} : { status: 'NOT_A_VALIDATOR' }) }, speech) as unknown as PageNode;
  const names = card.all('dt').map(({ text }) => text);
  const values = card.all('dd');
  return new Map(names.map((name, i) => [name, values[i]!]));
}

test.each([['zh-CN', zh.overview], ['en', en.overview]] as const)('a node without a seat says since when, and what is to do: %s', (language, words) => {
  const gone = factsOf(dismissed, language);
  expect(gone.get(words.absentSince)?.all('time')[0]?.attributes.get('datetime')).toBe('2026-11-26T03:15:04.000Z');
  expect(gone.get(words.absentSince)?.text).toContain(words.absent('1', '1,234'));
  expect(gone.get(words.toDo)?.text).toBe(words.toDoDismissed);
  expect(factsOf({ ...dismissed, since: null }, language).get(words.absentSince)?.text).toBe(words.absent('1', '1,234'));

  const yet = factsOf(neverAdmitted, language);
  expect(yet.get(words.absence)?.text).toBe(words.neverAdmitted);
  expect(yet.get(words.toDo)?.text).toBe(words.toDoNeverAdmitted);
  for (const facts of [gone, yet]) expect(facts.has(words.cosigning)).toBe(false);

  const validator = factsOf(null, language);
  expect(validator.get(words.cosigning)?.text).toBe(words.cosigningReady);
  expect(validator.has(words.toDo)).toBe(false);
});

test('to have no seat is no fault', () => {
  expect(statusKind('NOT_A_VALIDATOR')).toBe('wait');
  for (const { status } of [en, zh]) expect(status['NOT_A_VALIDATOR']?.every((words) => words !== '')).toBe(true);
});

/** How a member stands: the words and their colour. */
function standingOf(member: Partial<Member>, facts: Partial<NodeFacts> = {}, t: typeof en = en): [string, string | undefined] {
  const whole: Member = {
    number: 1, name: '', kind: 'HOSPITAL', validator: true, suspended: false, cosignature: { size: 40, at: '2026-11-27T00:00:00Z' },
    withheldMillis: 0, silentMillis: 0, lies: {}, ...member,
  };
  const pill = standing(whole, { ...node, ...facts }, t) as unknown as PageNode;
  return [pill.text, pill.attributes.get('class')];
}

test('a member that is not heard does not keep up, though nothing is withheld where no block is made', () => {
  expect(standingOf({ silentMillis: 10_000 })).toEqual(['keeps up', 'pill pill-good']);
  expect(standingOf({ silentMillis: 40_000 })).toEqual(['not heard for 40 s', 'pill pill-bad']);
  expect(standingOf({ silentMillis: 40_000, cosignature: null })).toEqual(['not heard for 40 s', 'pill pill-bad']);
  expect(standingOf({ silentMillis: 40_000 }, {}, zh)).toEqual(['已 40 秒没有回应', 'pill pill-bad']);
});

test('whoever was not needed for the last final size stays behind nobody', () => {
  const before = { cosignature: { size: 38, at: '2026-11-27T00:00:00Z' } };
  expect(standingOf(before)[0]).toBe('keeps up');
  expect(standingOf({ ...before, withheldMillis: 300 })).toEqual(['2 behind', 'pill pill-wait']);
  expect(standingOf({ ...before, withheldMillis: 6_000 })).toEqual(['silent', 'pill pill-bad']);

  const own = { number: node.member, cosignature: null };
  expect(standingOf(own)[0]).toBe('keeps up');
  expect(standingOf(own, { cosigning: false })).toEqual(['never seen', 'pill pill-wait']);
  expect(standingOf({ cosignature: null })).toEqual(['never seen', 'pill pill-wait']);
  expect(standingOf({ cosignature: null, withheldMillis: 6_000 })).toEqual(['never seen', 'pill pill-bad']);
});
