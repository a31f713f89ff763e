import type { EpochSource } from '../verifier/following';

/**
 * The trust list that this browser met first. It comes from the same server as what is to be verified by it, so that a
 * server which begins to lie would bring another list, too: the first one is kept and is what everything is verified by.
 * Where the ledger's validators have changed, quorums of those that are known have agreed to the next ones: a list that is
 * proven so takes its place. One that might be, but for which the proof was not to be had, waits for the next question. Any other
 * is for the reader to take over. A list names keys of organisations, and nobody's.
 */
const storageKey = 'yipiao-trust';

interface Kept {
  /** When it was met, or the one from which it follows, ISO 8601. */
  readonly since: string;
  readonly trust: unknown;
}

export interface Change {
  /** Whether it contradicts the kept one, or goes on from it and what proves that was not to be had: then nothing is to decide. */
  readonly outcome: 'OTHER' | 'UNPROVEN';
  /** SHA-256 in hex of the list that is kept, and of the one that came. */
  readonly kept: string;
  readonly came: string;
  /** When the kept one was met, ISO 8601. */
  readonly since: string;
}

export interface Pinned {
  /** What to verify by. */
  readonly trust: unknown;
  /** Present when the server gives out another one, which was not proven to follow from the one that is kept. */
  readonly change: Change | null;
}

/**
 * Compares the list that came with the one that is kept; keeps it where there is none yet, or where it is proven to follow.
 *
 * @param source is asked for what proves that
 */
export async function pinned(came: unknown, source: EpochSource, store: Storage | null = storage(), now: Date = new Date()): Promise<Pinned> {
  const kept = read(store);
  if (kept === null) {
    adopt(came, store, now);
    return { trust: came, change: null };
  }
  const [before, after] = await Promise.all([fingerprint(kept.trust), fingerprint(came)]);
  if (before === after) return { trust: kept.trust, change: null };
  const { succession } = await import('../verifier/succession');
  const outcome = await succession(kept.trust, came, source);
  switch (outcome) {
    case 'SAME':
    case 'PRECEDES':
      return { trust: kept.trust, change: null };
    case 'FOLLOWS':
      adopt(came, store, new Date(kept.since));
      return { trust: came, change: null };
    case 'UNPROVEN':
    case 'OTHER':
      return { trust: kept.trust, change: { outcome, kept: before, came: after, since: kept.since } };
  }
}

/** Keeps a list in place of the one before. */
export function adopt(trust: unknown, store: Storage | null = storage(), now: Date = new Date()): void {
  try {
    store?.setItem(storageKey, JSON.stringify({ since: now.toISOString(), trust } satisfies Kept));
  } catch {
    // Storage is closed to the page, or full: it is as at a first visit next time.
  }
}

function read(store: Storage | null): Kept | null {
  try {
    const kept: unknown = JSON.parse(store?.getItem(storageKey) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('since' in kept) || !('trust' in kept)) return null;
    return typeof kept.since === 'string' && !Number.isNaN(Date.parse(kept.since)) ? { since: kept.since, trust: kept.trust } : null;
  } catch {
    return null;
  }
}

async function fingerprint(trust: unknown): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(trust)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
