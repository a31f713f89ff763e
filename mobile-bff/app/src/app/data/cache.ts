/**
 * What screens last showed, so that going back is instant. In memory only: what a person's bills say
 * is not written to the disk, and signing out forgets it.
 */
const limit = 100;
const shown = new Map<string, unknown>();

export function remembered<T>(key: string): T | undefined {
  return shown.get(key) as T | undefined;
}

export function remember(key: string, value: unknown): void {
  shown.delete(key);
  shown.set(key, value);
  const oldest = shown.keys().next();
  if (shown.size > limit && oldest.done !== true) shown.delete(oldest.value);
}

export function forgetAll(): void {
  shown.clear();
}
