import { afterEach, expect, test, vi } from 'vitest';
import { backOffMillis, EventParser, type Session } from '../../src/session';
import { follow, silentMillis } from '../../src/session/events';

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

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a stream that falls silent is given up within two missing heartbeats and comes back after the last event', async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  const opened: { after: string | undefined; write: (text: string) => void }[] = [];
  const session = {
    fetch: async (_method: string, _path: string, options: { headers: Record<string, string>; signal: AbortSignal }) => {
      let stream!: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) });
      options.signal.addEventListener('abort', () => stream.error(new Error('aborted')));
      const write = (text: string) => stream.enqueue(new TextEncoder().encode(text));
      opened.push({ after: options.headers['Last-Event-ID'], write });
      return new Response(body);
    },
  } as unknown as Session;
  const connected: boolean[] = [];
  const stop = new AbortController();
  const following = follow(session, '/api/events', '', { onEvent: () => {}, onConnected: (is) => connected.push(is) }, stop.signal);

  await vi.advanceTimersByTimeAsync(0);
  opened[0]!.write('id: 7\nevent: step\ndata: {}\n\n');
  for (let beat = 0; beat < 12; beat++) {
    await vi.advanceTimersByTimeAsync(5_000);
    opened[0]!.write(':\n\n');
  }
  await vi.advanceTimersByTimeAsync(silentMillis - 1);
  expect(connected).toEqual([true]);
  await vi.advanceTimersByTimeAsync(1);
  expect(connected).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(999);
  expect(opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(opened).toHaveLength(2);
  expect(opened[1]!.after).toBe('7');

  // Nothing comes of the second either, so the pause before the third is longer.
  await vi.advanceTimersByTimeAsync(silentMillis);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(opened).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(opened).toHaveLength(3);

  stop.abort();
  await vi.advanceTimersByTimeAsync(0);
  await following;
});

test('silence that is noticed is short for whoever looks on', () => {
  expect(silentMillis).toBeGreaterThan(10_000);
  expect(silentMillis).toBeLessThanOrEqual(15_000);
});
