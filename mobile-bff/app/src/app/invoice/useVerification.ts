import { useCallback, useEffect, useState } from 'react';
import type { Verification } from '../../verifier';
import { useApp } from '../data/context';

export type VerificationState =
  /** There is no proof yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly verification: Verification }
  | { readonly kind: 'failed'; readonly failure: unknown };

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
        const verification = await verifyBundle(JSON.parse(text), trust);
        if (!controller.signal.aborted) setState({ kind: 'done', verification });
      } catch (failure) {
        if (!controller.signal.aborted) setState({ kind: 'failed', failure });
      }
    };
    void verify();
    return () => controller.abort();
  }, [session, text, attempt]);
  return [state, useCallback(() => setAttempt((old) => old + 1), [])];
}
