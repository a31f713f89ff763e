import { useCallback, useEffect, useState } from 'react';
import type { Verification } from '../../verifier';
import { isForged } from '../../trust/forged';
import { adopt, pinned, type Change } from '../../trust/pin';
import { useApp } from '../data/context';

export type VerificationState =
  /** There is no proof yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly verification: Verification; /** What the reader is told of the list. */ readonly trust: TrustChange | null }
  | { readonly kind: 'failed'; readonly failure: unknown };

/** The server gives out another trust list, which was not proven to follow from the one that is kept; by that one all was verified. */
export interface TrustChange extends Change {
  /** Has everything verified by the other one from now on. */
  readonly accept: () => void;
}

/** Verifies a proof bundle here, in the browser. Until it has, nothing of the document is believed. */
export function useVerification(bundle: unknown): [VerificationState, () => void] {
  const { session } = useApp();
  const [state, setState] = useState<VerificationState>({ kind: 'running' });
  const [attempt, setAttempt] = useState(0);
  // The same bundle comes as a new object with each reload.
  const text = bundle === null || bundle === undefined ? null : JSON.stringify(bundle);
  useEffect(() => {
    if (text === null) {
      setState({ kind: 'nothing' });
      return undefined;
    }
    const controller = new AbortController();
    const verify = async () => {
      setState({ kind: 'running' });
      try {
        const [{ verifyBundle }, trust] = await Promise.all([
          import('../../verifier'),
          session.get<unknown>('/trust', { signal: controller.signal }),
        ]);
        const pin = await pinned(trust, (from) => session.get<unknown>(`/trust/epochs?from=${from}`, { signal: controller.signal }));
        const verification = await verifyBundle(JSON.parse(text), pin.trust);
        const accept = () => {
          adopt(trust);
          setAttempt((old) => old + 1);
        };
        if (!controller.signal.aborted) setState(done(verification, pin.change === null ? null : { ...pin.change, accept }));
      } catch (failure) {
        if (!controller.signal.aborted) setState({ kind: 'failed', failure });
      }
    };
    void verify();
    return () => controller.abort();
  }, [session, text, attempt]);
  return [state, useCallback(() => setAttempt((old) => old + 1), [])];
}

/**
 * By a list that is not the present one a proof that holds still holds, and one that is broken whatever list counts is: then there is
 * nothing to ask again. Of any other nothing can be said.
 */
export function done(verification: Verification, trust: TrustChange | null): VerificationState {
  if (trust === null || verification.valid) return { kind: 'done', verification, trust };
  if (isForged(verification, trust.outcome)) return { kind: 'done', verification, trust: trust.outcome === 'UNPROVEN' ? null : trust };
  const detail = { kept: trust.kept, came: trust.came };
  const unable = { id: 'trust', ok: false, unable: true, detail } as const;
  const check = trust.outcome === 'OTHER' ? { ...unable, problem: 'TRUST_CHANGED' } : { ...unable, problem: 'TRUST_UNPROVEN' };
  return { kind: 'done', verification: { valid: false, outcome: 'CANNOT_CHECK', checks: [check], document: null, signer: null, suite: null }, trust };
}
