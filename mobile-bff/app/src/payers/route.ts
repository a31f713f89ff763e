import { useSyncExternalStore } from 'react';

/** Which list is shown, and which claim beside it; kept behind the `#`, so that no server has to know it. */
export interface Route {
  readonly list: 'queue' | 'claims';
  readonly claimId: string | null;
}

export function routeOf(hash: string): Route {
  const [, list, claimId] = /^#\/(queue|claims)(?:\/([0-9a-f]{32}))?$/.exec(hash) ?? [];
  return { list: list === 'claims' ? 'claims' : 'queue', claimId: claimId ?? null };
}

export function hrefOf(route: Route): string {
  return route.claimId === null ? `#/${route.list}` : `#/${route.list}/${route.claimId}`;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return routeOf(hash);
}

function follow(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
