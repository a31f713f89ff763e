import { useCallback, useEffect, useRef, useState } from 'react';
import { remember, remembered } from './cache';

export interface Resource<T> {
  readonly value: T | undefined;
  /** Why the last attempt failed; an older value may be shown beside it. */
  readonly failure: unknown;
  readonly loading: boolean;
  readonly reload: () => Promise<void>;
}

/** Loads what a screen shows; a value under the same key is shown at once while it is loaded anew. */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ key: string; value: T | undefined; failure: unknown; loading: boolean }>(() => ({
    key,
    value: remembered<T>(key),
    failure: null,
    loading: true,
  }));
  const loader = useRef(load);
  loader.current = load;
  const running = useRef<AbortController | null>(null);

  const reload = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((old) => ({
      key,
      value: old.key === key ? old.value : remembered<T>(key),
      failure: old.key === key ? old.failure : null,
      loading: true,
    }));
    try {
      const value = await loader.current(controller.signal);
      if (controller.signal.aborted) return;
      remember(key, value);
      setState({ key, value, failure: null, loading: false });
    } catch (failure) {
      if (controller.signal.aborted) return;
      setState((old) => ({ ...old, failure, loading: false }));
    }
  }, [key]);

  useEffect(() => {
    void reload();
    return () => running.current?.abort();
  }, [reload]);

  const current = state.key === key ? state : { value: remembered<T>(key), failure: null, loading: true };
  return { value: current.value, failure: current.failure, loading: current.loading, reload };
}
