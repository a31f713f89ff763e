import { useCallback, useState } from 'react';
import { isForged } from '../trust/forged';
import { adopt, pinned, type Change } from '../trust/pin';
import { verifyBundle, type Verification } from '../verifier';

export interface Checked {
  readonly kind: 'checked';
  readonly fileName: string;
  readonly verification: Verification;
}

export type FileProblem = 'too-large' | 'unread' | TrustProblem;

/** Why there is no trust list of this site to check by. */
export type TrustProblem = 'trust-missing' | 'trust-changed' | 'trust-unproven';

export type FileState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused'; readonly problem: FileProblem }
  | Checked;

export interface FileCheckControl {
  readonly state: FileState;
  readonly ownTrust: string | null;
  readonly check: (file: File) => Promise<void>;
  readonly useOwnTrust: (file: File | null) => Promise<void>;
  readonly again: () => void;
  /** Takes this site's new trust list over, and checks by it. */
  readonly acceptTrust: () => Promise<void>;
  readonly reset: () => void;
}

/** The most that a file may have: bundles have some kilobytes. */
const MAX_BYTES = 2 << 20;

/** Checks files in this browser. Only the trust file is fetched, and not even that where the reader has an own one. */
export function useFileCheck(): FileCheckControl {
  const [state, setState] = useState<FileState>({ kind: 'waiting' });
  const [own, setOwn] = useState<{ readonly name: string; readonly bytes: Uint8Array } | null>(null);
  const [last, setLast] = useState<File | null>(null);

  const check = useCallback(
    async (file: File) => {
      setLast(file);
      if (file.size > MAX_BYTES) return setState({ kind: 'refused', problem: 'too-large' });
      setState({ kind: 'busy' });
      const bundle = await read(file);
      if (bundle === null) return setState({ kind: 'refused', problem: 'unread' });
      const result = await checked(bundle, own?.bytes ?? null);
      setState(typeof result === 'string' ? { kind: 'refused', problem: result } : { kind: 'checked', fileName: file.name, verification: result });
    },
    [own],
  );

  const useOwnTrust = useCallback(async (file: File | null) => {
    setState({ kind: 'waiting' });
    if (file === null) return setOwn(null);
    if (file.size > MAX_BYTES) return setState({ kind: 'refused', problem: 'too-large' });
    const bytes = await read(file);
    if (bytes === null) return setState({ kind: 'refused', problem: 'unread' });
    setOwn({ name: file.name, bytes });
  }, []);

  const again = useCallback(() => {
    if (last !== null) void check(last);
  }, [last, check]);

  const acceptTrust = useCallback(async () => {
    const trust = await fetched('/verify/api/trust');
    if (trust === null) return setState({ kind: 'refused', problem: 'trust-missing' });
    adopt(trust);
    if (last !== null) await check(last);
  }, [last, check]);

  return { state, ownTrust: own?.name ?? null, check, useOwnTrust, again, acceptTrust, reset: () => setState({ kind: 'waiting' }) };
}

async function read(file: File): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

/**
 * Verifies by the reader's own trust list, else by this site's.
 *
 * @returns why nothing can be said where there is no list to check by, and the bundle neither holds nor breaks whatever list counts
 */
export async function checked(bundle: Uint8Array, own: Uint8Array | null): Promise<Verification | TrustProblem> {
  const by = own === null ? await siteTrust() : { trust: own, change: null };
  if (by === null) return 'trust-missing';
  const verification = await verifyBundle(bundle, by.trust);
  if (by.change === null || isForged(verification, by.change)) return verification;
  // What the validators before have signed holds, whoever comes after them.
  if (by.change === 'UNPROVEN' && verification.valid) return verification;
  return by.change === 'OTHER' ? 'trust-changed' : 'trust-unproven';
}

/** The list to check by, and how the one that the site gives out stands to it where that one does not count. */
interface SiteTrust {
  readonly trust: unknown;
  readonly change: Change['outcome'] | null;
}

/** This site's trust list, or the one that was kept; none where it cannot be had. */
export async function siteTrust(): Promise<SiteTrust | null> {
  const came = await fetched('/verify/api/trust');
  if (came === null) return null;
  const { trust, change } = await pinned(came, (from) => fetched(`/verify/api/trust/epochs?from=${from}`));
  return { trust, change: change?.outcome ?? null };
}

async function fetched(path: string): Promise<unknown> {
  try {
    const response = await fetch(path, { credentials: 'omit', signal: AbortSignal.timeout(20_000) });
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length <= MAX_BYTES ? (JSON.parse(new TextDecoder().decode(bytes)) as unknown) : null;
  } catch {
    return null;
  }
}
