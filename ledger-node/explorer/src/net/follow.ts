import { backOffMillis, EventParser, silentMillis } from '@app/session/events';
import { Problem, type LedgerNode } from './node';
import type { CheckpointFacts } from './shapes';

export type Connection = 'live' | 'polling' | 'lost';

export interface Follower {
  readonly onCheckpoint: (checkpoint: CheckpointFacts) => void;
  readonly onConnection: (connection: Connection) => void;
}

const pollMillis = 3_000;
const stream = 'explorer/api/checkpoints/events';
const newest = 'explorer/api/checkpoints?limit=1';

/**
 * Follows the final checkpoints until the signal. Where the node has no room for one more stream, it is asked every three
 * seconds, until the time after which it said to try the stream again.
 */
export async function follow(node: LedgerNode, follower: Follower, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await listen(node, follower, signal, () => (attempt = 1));
      follower.onConnection('lost');
      await pause(backOffMillis(attempt), signal);
    } catch (failure) {
      const refusal = failure instanceof Problem ? failure : null;
      if (refusal?.code === 'STREAMS_FULL') await poll(node, follower, signal, (refusal.retryAfterSeconds ?? 30) * 1000);
      else {
        follower.onConnection('lost');
        await pause((refusal?.retryAfterSeconds ?? 0) * 1000 || backOffMillis(attempt), signal);
      }
    }
  }
}

async function listen(node: LedgerNode, follower: Follower, signal: AbortSignal, heard: () => void): Promise<void> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort);
  let silence = setTimeout(abort, silentMillis);
  try {
    const response = await node.fetch(stream, { headers: { Accept: 'text/event-stream' }, signal: controller.signal });
    if (response.body === null) return;
    follower.onConnection('live');
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(abort, silentMillis);
      for (const { event, data } of parser.push(decoder.decode(value, { stream: true }))) {
        heard();
        if (event === 'checkpoint') follower.onCheckpoint(JSON.parse(data) as CheckpointFacts);
      }
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', abort);
    abort();
  }
}

async function poll(node: LedgerNode, follower: Follower, signal: AbortSignal, forMillis: number): Promise<void> {
  let wait = pollMillis;
  for (let over = 0; over < forMillis && !signal.aborted; over += wait) {
    wait = await askNewest(node, follower);
    await pause(wait, signal);
  }
}

/** Gives the milliseconds until the next question; one that fails is not the last one. */
async function askNewest(node: LedgerNode, follower: Follower): Promise<number> {
  try {
    const [checkpoint] = await node.json<readonly CheckpointFacts[]>(newest);
    follower.onConnection('polling');
    if (checkpoint !== undefined) follower.onCheckpoint(checkpoint);
    return pollMillis;
  } catch (failure) {
    follower.onConnection('lost');
    const after = failure instanceof Problem ? (failure.retryAfterSeconds ?? 0) * 1000 : 0;
    return Math.max(pollMillis, after);
  }
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, millis);
    signal.addEventListener('abort', go);
    if (signal.aborted) go();
  });
}
