import { useCallback, useEffect, useState } from 'react';
import { useConsole } from './context';
import type { Page, QueuedClaim } from './shapes';

export interface Queue {
  readonly claims: readonly QueuedClaim[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly failure: unknown;
  readonly reload: () => void;
  readonly loadMore: () => void;
}

const pageSize = 50;
/** Whoever has so many in sight does not need more. */
const mostPages = 10;
const everyMillis = 30_000;

/** The claims that wait for a person, as far as they were asked for; asked again while the page is in sight. */
export function useQueue(): Queue {
  const { session, language } = useConsole();
  const [pages, setPages] = useState(1);
  const [times, setTimes] = useState(0);
  const [state, setState] = useState<Omit<Queue, 'reload' | 'loadMore'>>({
    claims: [],
    more: false,
    loading: true,
    failure: null,
  });
  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      const claims: QueuedClaim[] = [];
      let next: string | null = null;
      for (let i = 0; i < pages; i++) {
        const after: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
        const page: Page<QueuedClaim> = await session.get(`/queue?limit=${pageSize}${after}`, { signal: controller.signal });
        claims.push(...page.claims);
        next = page.next;
        if (next === null) break;
      }
      setState({ claims, more: next !== null && pages < mostPages, loading: false, failure: null });
    };
    load().catch((failure: unknown) => {
      if (!controller.signal.aborted) setState((old) => ({ ...old, loading: false, failure }));
    });
    return () => controller.abort();
  }, [session, language, pages, times]);
  const reload = useCallback(() => setTimes((n) => n + 1), []);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), everyMillis);
    return () => clearInterval(timer);
  }, [reload]);
  return { ...state, reload, loadMore: useCallback(() => setPages((n) => Math.min(n + 1, mostPages)), []) };
}
