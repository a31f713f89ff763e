import { expect, test } from 'vitest';
import { backOffMillis, EventParser } from '../../src/session';

const stream = ': open\n\nid: 1\nevent: step\ndata: {"n":1}\n\nid: 2\r\nevent: step\r\ndata: a\r\ndata: b\r\n\r\nevent: end\ndata: {}\n\n';
const events = [
  { id: '1', event: 'step', data: '{"n":1}' },
  { id: '2', event: 'step', data: 'a\nb' },
  { id: '2', event: 'end', data: '{}' },
];

test('events are read whole', () => {
  expect(new EventParser().push(stream)).toEqual(events);
});

test('events are the same wherever the network cuts them', () => {
  for (let cut = 1; cut < stream.length; cut++) {
    const parser = new EventParser();
    expect([...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))]).toEqual(events);
  }
});

test('a comment is no event, and an unfinished event is kept back', () => {
  expect(new EventParser().push(': beat\n\ndata: half\n')).toEqual([]);
});

test('a line without an end is given up', () => {
  expect(() => new EventParser().push('x'.repeat(70_000))).toThrow('too long');
});

test('the pause doubles to half a minute and is spread by a quarter', () => {
  const middle = [1, 2, 3, 4, 5, 6, 7, 40].map((attempt) => backOffMillis(attempt, () => 0.5));
  expect(middle).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  expect(backOffMillis(1, () => 0)).toBe(750);
  expect(backOffMillis(1, () => 1)).toBe(1250);
});
