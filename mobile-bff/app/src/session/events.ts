import { Problem } from './problem';
import type { Session } from './session';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

const longestLine = 65_536;

/** Reads server-sent events from pieces of text, as the HTML standard (9.2.6) says. */
export class EventParser {
  private rest = '';
  private id = '';
  private event = '';
  private data: string[] = [];

  push(piece: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    this.rest += piece;
    if (this.rest.length > longestLine && !/[\r\n]/.test(this.rest)) throw new Error('line of an event stream too long');
    for (;;) {
      const end = /\r\n|\n|\r(?!$)/.exec(this.rest);
      if (end === null) return events;
      const line = this.rest.slice(0, end.index);
      this.rest = this.rest.slice(end.index + end[0].length);
      const whole = this.line(line);
      if (whole !== null) events.push(whole);
    }
  }

  private line(line: string): StreamEvent | null {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') this.id = value;
    else if (field === 'event') this.event = value;
    else if (field === 'data') this.data.push(value);
    return null;
  }

  private dispatch(): StreamEvent | null {
    const whole = { id: this.id, event: this.event === '' ? 'message' : this.event, data: this.data.join('\n') };
    const empty = this.data.length === 0 && this.event === '';
    this.event = '';
    this.data = [];
    return empty ? null : whole;
  }
}

/** The pause before the n-th attempt, n from 1: doubles to half a minute, spread by a quarter. */
export function backOffMillis(attempt: number, random: () => number = Math.random): number {
  return Math.min(30_000, 500 * 2 ** Math.min(attempt, 7)) * (0.75 + random() * 0.5);
}

export interface Follower {
  readonly onEvent: (event: StreamEvent) => void;
  /** Whether the stream is connected now. */
  readonly onConnected?: (connected: boolean) => void;
  /** The server refuses the stream for good. */
  readonly onRefused?: (problem: Problem) => void;
}

/** The server writes a comment every 5 s: a stream on which two of them are missing is dead. */
export const silentMillis = 13_000;

/**
 * Follows a stream until its `end` event, a definite refusal or the signal; comes back after the last
 * event it saw whenever the connection is lost.
 */
export async function follow(
  session: Session,
  path: string,
  after: string,
  follower: Follower,
  signal: AbortSignal,
): Promise<void> {
  let lastId = after;
  let attempt = 0;
  while (!signal.aborted) {
    let pause: number | null = null;
    try {
      const ended = await once(session, path, lastId, signal, (event) => {
        attempt = 0;
        if (event.id !== '') lastId = event.id;
        follower.onEvent(event);
      }, follower);
      if (ended) return;
    } catch (failure) {
      if (failure instanceof Problem) {
        if (!failure.retryable) {
          follower.onRefused?.(failure);
          return;
        }
        if (failure.retryAfterSeconds !== null) pause = failure.retryAfterSeconds * 1000;
      }
    } finally {
      follower.onConnected?.(false);
    }
    attempt++;
    await untilTimeOrOnline(pause ?? backOffMillis(attempt), signal);
  }
}

async function once(
  session: Session,
  path: string,
  lastId: string,
  signal: AbortSignal,
  take: (event: StreamEvent) => void,
  follower: Follower,
): Promise<boolean> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort);
  let silence = setTimeout(abort, silentMillis);
  try {
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (lastId !== '') headers['Last-Event-ID'] = lastId;
    const response = await session.fetch('GET', path, { headers, signal: controller.signal });
    if (response.body === null) return false;
    follower.onConnected?.(true);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      clearTimeout(silence);
      silence = setTimeout(abort, silentMillis);
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        if (event.event === 'end') return true;
        take(event);
      }
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', abort);
    abort();
  }
}

function untilTimeOrOnline(millis: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, millis);
    addEventListener('online', go);
    signal.addEventListener('abort', go);
  });
}
