import { useCallback, useEffect, useState } from 'react';
import { useConsole } from './context';

export interface Load<T> {
  readonly value: T | null;
  readonly failure: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
  readonly put: (value: T) => void;
}

/** What a path answers; asked again when the path or the language changes. What came before stays while it loads. */
export function useLoad<T>(path: string): Load<T> {
  const { session, language } = useConsole();
  const [state, setState] = useState<{ path: string; value: T | null; failure: unknown; loading: boolean }>({
    path,
    value: null,
    failure: null,
    loading: true,
  });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState((old) => ({ path, value: old.path === path ? old.value : null, failure: null, loading: true }));
    session.get<T>(path, { signal: controller.signal }).then(
      (value) => !controller.signal.aborted && setState({ path, value, failure: null, loading: false }),
      (failure: unknown) =>
        !controller.signal.aborted && setState((old) => ({ ...old, failure, loading: false })),
    );
    return () => controller.abort();
  }, [session, language, path, times]);
  const reload = useCallback(() => setTimes((n) => n + 1), []);
  const put = useCallback((value: T) => setState({ path, value, failure: null, loading: false }), [path]);
  const current = state.path === path;
  return { value: current ? state.value : null, failure: current ? state.failure : null, loading: !current || state.loading, reload, put };
}
