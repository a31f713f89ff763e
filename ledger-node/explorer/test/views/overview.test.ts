import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { NodeFacts } from '../../src/net/shapes';
import { en } from '../../src/texts/en';
import { zh } from '../../src/texts/zh';
import { nodeCard, statusKind } from '../../src/views/overview';
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
