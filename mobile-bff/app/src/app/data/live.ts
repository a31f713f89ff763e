import { useEffect, useRef } from 'react';
import { follow, type Session, type StreamEvent } from '../../session';

const quickMillis = 1_500;

type Listener = (event: StreamEvent) => void;

/** The one stream of what happens to the person's invoices and claims, shared by all screens. */
export class Live {
  private readonly listeners = new Set<Listener>();

  /**
   * Follows until the signal. Screens begin to read while the stream opens; the server, which is told
   * how long ago that was, says whether they have missed something. After a lost connection they look
   * again in any case.
   */
  start(session: Session, signal: AbortSignal): void {
    const begun = Date.now();
    let before = false;
    let asked = begun;
    void follow(
      session,
      () => {
        asked = Date.now();
        return before ? '/events?age=0' : `/events?age=${Math.max(0, asked - begun)}`;
      },
      '',
      {
        onEvent: (event) => {
          if (event.event !== 'open') this.tell(event);
          // The server takes it that the question was quickly there.
          else if (before || Date.now() - asked > quickMillis) this.tell({ ...event, event: 'resync' });
          before = true;
        },
      },
      signal,
    );
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(event: StreamEvent): void {
    this.listeners.forEach((listener) => listener(event));
  }
}

/** Calls back, at most once in a second, when something that matters to the screen has happened. */
export function useLive(live: Live, matters: (event: StreamEvent) => boolean, react: () => void): void {
  const latest = useRef({ matters, react });
  latest.current = { matters, react };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = live.listen((event) => {
      if (event.event !== 'resync' && !latest.current.matters(event)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current.react();
      }, 300);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [live]);
}

/** Whether an event names the given id. */
export function concerns(event: StreamEvent, member: 'invoiceId' | 'claimId', id: string): boolean {
  try {
    const data: unknown = JSON.parse(event.data);
    return typeof data === 'object' && data !== null && (data as Record<string, unknown>)[member] === id;
  } catch {
    return false;
  }
}
