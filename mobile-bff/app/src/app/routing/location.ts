import { useSyncExternalStore } from 'react';

/** Where the page is, and how it goes elsewhere without being loaded anew. */
const listeners = new Set<() => void>();
const scrolled = new Map<string, number>();
let entry: string = entryOf();

history.scrollRestoration = 'manual';

addEventListener('popstate', () => {
  leave();
  tell();
});

export function navigate(path: string, options: { replace?: boolean } = {}): void {
  leave();
  const state = { entry: crypto.randomUUID(), inside: true };
  if (options.replace === true) history.replaceState({ ...state, inside: cameFromInside() }, '', path);
  else history.pushState(state, '', path);
  entry = state.entry;
  tell();
}

/** Back to where the reader came from, or to the given place when that was outside of the app. */
export function goBack(otherwise: string): void {
  if (cameFromInside()) history.back();
  else navigate(otherwise, { replace: true });
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname + location.search);
}

/** Scroll position at which this entry of the history was left; 0 for a new one. */
export function scrollPosition(): number {
  return scrolled.get(entry) ?? 0;
}

function leave(): void {
  scrolled.set(entry, scrollY);
}

function entryOf(): string {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'entry' in state ? String(state.entry) : 'first';
}

function cameFromInside(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'inside' in state && state.inside === true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  entry = entryOf();
  listeners.forEach((listener) => listener());
}
