import { useEffect, useState } from 'react';
import { follow } from '../../session';
import { useApp } from '../data/context';
import type { ClaimScreen, ClaimStep } from '../data/shapes';
import { useResource, type Resource } from '../data/useResource';
import { advanced, progressOf, type Progress } from './steps';

const againMillis = 3000;

export interface WatchedClaim {
  readonly screen: Resource<ClaimScreen>;
  readonly progress: Progress | null;
  /** Whether steps arrive by themselves; null until that is known. */
  readonly connected: boolean | null;
}

/** A claim, followed step by step until it has ended; then loaded once more, with what ends it. */
export function useClaim(claimId: string): WatchedClaim {
  const { session } = useApp();
  const path = `/claims/${claimId}`;
  const screen = useResource<ClaimScreen>(path, (signal) => session.get<ClaimScreen>(path, { signal }));
  const [steps, setSteps] = useState<readonly ClaimStep[]>([]);
  const [connected, setConnected] = useState<boolean | null>(null);
  const [round, setRound] = useState(0);
  const { value, reload } = screen;
  const known = value?.claim.timeline.length;
  const watched = value !== undefined && !value.claim.ended;

  useEffect(() => {
    if (!watched || known === undefined) return undefined;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (data: string) => {
      const step = readStep(data);
      if (step !== null) setSteps((old) => [...old, step]);
    };
    void follow(
      session,
      () => `${path}/events`,
      String(known),
      { onEvent: (event) => event.event === 'step' && take(event.data), onConnected: setConnected },
      controller.signal,
    ).then(async () => {
      if (controller.signal.aborted) return;
      await reload();
      // Should it not have ended for all that, it is followed on, at ease.
      timer = setTimeout(() => setRound((old) => old + 1), againMillis);
    });
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [watched, known, path, session, reload, round]);

  const progress = value === undefined ? null : steps.reduce(advanced, progressOf(value.claim));
  return { screen, progress, connected };
}

function readStep(data: string): ClaimStep | null {
  try {
    const step = JSON.parse(data) as Partial<ClaimStep>;
    return typeof step.n === 'number' && typeof step.state === 'string' && typeof step.at === 'string' ? (step as ClaimStep) : null;
  } catch {
    return null;
  }
}
