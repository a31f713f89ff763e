import { useCallback, useState } from 'react';
import { useApp } from './context';
import type { Page } from './shapes';
import { useResource, type Resource } from './useResource';

export interface Pages<T> {
  readonly first: Resource<Page<T>>;
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly failureOfMore: unknown;
  readonly loadMore: () => Promise<void>;
  readonly reload: () => Promise<void>;
}

interface Further<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A list that comes in pages; loading it anew begins at its first one. */
export function usePages<T>(path: string): Pages<T> {
  const { session } = useApp();
  const first = useResource<Page<T>>(path, (signal) => session.get<Page<T>>(path, { signal }));
  const [further, setFurther] = useState<Further<T> | null>(null);
  const [more, setMore] = useState<{ loading: boolean; failure: unknown }>({ loading: false, failure: null });
  const next = further === null ? (first.value?.next ?? null) : further.next;
  const loadMore = useCallback(async () => {
    if (next === null) return;
    setMore({ loading: true, failure: null });
    try {
      const page = await session.get<Page<T>>(`${path}?after=${encodeURIComponent(next)}`);
      setFurther((old) => ({ items: [...(old?.items ?? []), ...page.items], next: page.next }));
      setMore({ loading: false, failure: null });
    } catch (failure) {
      setMore({ loading: false, failure });
    }
  }, [session, path, next]);
  const { reload: reloadFirst } = first;
  const reload = useCallback(async () => {
    await reloadFirst();
    setFurther(null);
  }, [reloadFirst]);
  return {
    first,
    items: [...(first.value?.items ?? []), ...(further?.items ?? [])],
    hasMore: next !== null,
    loadingMore: more.loading,
    failureOfMore: more.failure,
    loadMore,
    reload,
  };
}
