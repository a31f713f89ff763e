import { afterEach, expect, test, vi } from 'vitest';
import { Live } from '../../src/app/data/live';
import type { Session } from '../../src/session';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A server whose streams the test opens, fills and cuts. */
function streams() {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  const opened: { path: string; say: (event: string) => void; cut: () => void }[] = [];
  let away = false;
  const session = {
    fetch: async (_method: string, path: string) => {
      if (away) throw new Error('away');
      let stream!: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) });
      const say = (event: string) => stream.enqueue(new TextEncoder().encode(`event: ${event}\ndata: {}\n\n`));
      opened.push({ path, say, cut: () => stream.close() });
      return new Response(body);
    },
  } as unknown as Session;
  const told: string[] = [];
  const live = new Live();
  live.listen((event) => told.push(event.event));
  const stop = new AbortController();
  live.start(session, stop.signal);
  const later = (millis = 0) => vi.advanceTimersByTimeAsync(millis);
  return { opened, told, later, stop, away: (is: boolean) => void (away = is) };
}

test('what a screen has just read is not read again because the stream opens', async () => {
  const { opened, told, later, stop } = streams();
  await later();
  expect(opened.map(({ path }) => path)).toEqual(['/events?age=0']);
  opened[0]!.say('open');
  await later();
  expect(told).toEqual([]);
  opened[0]!.say('claim');
  await later();
  expect(told).toEqual(['claim']);
  stop.abort();
});

test('it is read again when the server says that something may have been missed', async () => {
  const { opened, told, later, stop } = streams();
  await later();
  opened[0]!.say('resync');
  await later();
  expect(told).toEqual(['resync']);
  stop.abort();
});

test('a stream that opens late says how long ago the screens began to read', async () => {
  const { opened, told, later, stop, away } = streams();
  away(true);
  await later(0);
  // The first attempt was at once, before there was no server.
  opened[0]!.cut();
  await later(20_000);
  away(false);
  await later(30_000);
  const age = Number(opened[1]!.path.replace('/events?age=', ''));
  expect(age).toBeGreaterThanOrEqual(20_000);
  opened[1]!.say('resync');
  await later();
  expect(told).toEqual(['resync']);
  stop.abort();
});

test('it is read again when the answer took so long that the question may have, too', async () => {
  const { opened, told, later, stop } = streams();
  await later();
  await later(1_600);
  opened[0]!.say('open');
  await later();
  expect(told).toEqual(['resync']);
  stop.abort();
});

test('after a lost connection it is read again once', async () => {
  const { opened, told, later, stop } = streams();
  await later();
  opened[0]!.say('open');
  await later();
  opened[0]!.cut();
  await later(2_000);
  expect(opened).toHaveLength(2);
  expect(opened[1]!.path).toBe('/events?age=0');
  opened[1]!.say('open');
  await later();
  expect(told).toEqual(['resync']);
  stop.abort();
});
