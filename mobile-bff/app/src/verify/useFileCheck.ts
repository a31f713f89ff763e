import { useCallback, useState } from 'react';
import { adopt, pinned } from '../trust/pin';
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
      const by = own === null ? await siteTrust() : { trust: own.bytes };
      if ('problem' in by) return setState({ kind: 'refused', problem: by.problem });
      setState({ kind: 'checked', fileName: file.name, verification: await verifyBundle(bundle, by.trust) });
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

/** This site's trust list, or the one that was kept and goes on to count; else why there is none to check by. */
export async function siteTrust(): Promise<{ readonly trust: unknown } | { readonly problem: TrustProblem }> {
  const came = await fetched('/verify/api/trust');
  if (came === null) return { problem: 'trust-missing' };
  const { trust, change } = await pinned(came, (from) => fetched(`/verify/api/trust/epochs?from=${from}`));
  if (change === null) return { trust };
  return { problem: change.outcome === 'OTHER' ? 'trust-changed' : 'trust-unproven' };
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
