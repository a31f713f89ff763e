import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow, type Connection } from '../../src/net/follow';
import { LedgerNode, Problem } from '../../src/net/node';
import type { CheckpointFacts } from '../../src/net/shapes';

const checkpoint = (size: number): CheckpointFacts => ({ height: size, size, finalAt: '2026-03-01T08:00:00Z', note: `note ${size}` });

function stream(...sizes: number[]): Response {
  return new Response(`:\n\n${sizes.map((size) => `event: checkpoint\ndata: ${JSON.stringify(checkpoint(size))}\n\n`).join('')}`);
}

function refusal(status: number, code: string, after?: string): Response {
  return new Response(JSON.stringify({ code, title: code, detail: code, retryable: true }), { status, headers: after === undefined ? {} : { 'Retry-After': after } });
}

describe('following the checkpoints', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function following(answers: (path: string, asked: number) => Response, millis: number) {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (address: URL) => answers(address.pathname, asked.push(address.pathname)));
    const sizes: number[] = [];
    const connections: Connection[] = [];
    const controller = new AbortController();
    const end = follow(
      new LedgerNode(new URL('http://node.invalid/')),
      { onCheckpoint: ({ size }) => sizes.push(size), onConnection: (connection) => connections.push(connection) },
      controller.signal,
    );
    await vi.advanceTimersByTimeAsync(millis);
    controller.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    await end;
    return { asked, sizes, connections };
  }

  it('takes what the stream tells, and comes back when it ends', async () => {
    const { sizes, connections } = await following((_, asked) => stream(asked), 3_000);
    expect(sizes.slice(0, 2)).toEqual([1, 2]);
    expect(connections.slice(0, 3)).toEqual(['live', 'lost', 'live']);
  });

  it('asks now and then where there is no room for a stream, and tries again when it was told to', async () => {
    const { asked, sizes, connections } = await following(
      (path, count) => (path.endsWith('/events') ? refusal(503, 'STREAMS_FULL', '6') : new Response(JSON.stringify([checkpoint(count)]))),
      6_500,
    );
    expect(asked).toEqual([
      '/explorer/api/checkpoints/events', '/explorer/api/checkpoints', '/explorer/api/checkpoints',
      '/explorer/api/checkpoints/events', '/explorer/api/checkpoints',
    ]);
    expect(sizes).toEqual([2, 3, 5]);
    expect(new Set(connections)).toEqual(new Set(['polling']));
  });

  it('goes on asking when an answer has not come', async () => {
    const { sizes, connections } = await following((path, count) => {
      if (path.endsWith('/events')) return refusal(503, 'STREAMS_FULL', '30');
      if (count === 3) throw new TypeError('no network');
      if (count === 4) return refusal(429, 'TOO_MANY_REQUESTS', '9');
      return new Response(JSON.stringify([checkpoint(count)]));
    }, 17_500);
    expect(sizes).toEqual([2, 5]);
    expect(connections).toEqual(['polling', 'lost', 'lost', 'polling']);
  });

  it('waits as long as it was told to when it asks too much', async () => {
    const { asked } = await following(() => refusal(429, 'TOO_MANY_REQUESTS', '20'), 19_000);
    expect(asked).toHaveLength(1);
  });
});

describe('the node', () => {
  afterEach(() => vi.unstubAllGlobals());
  const node = () => new LedgerNode(new URL('http://node.invalid/'));

  it('is not read beyond what any right answer has', async () => {
    vi.stubGlobal('fetch', async () => new Response('x'.repeat((1 << 20) + 1)));
    await expect(node().text('x')).rejects.toMatchObject({ name: 'Unreachable' });
  });

  it('says why it refuses', async () => {
    vi.stubGlobal('fetch', async () => refusal(404, 'UNKNOWN_OPERATION'));
    await expect(node().text('x')).rejects.toBeInstanceOf(Problem);
  });
});
