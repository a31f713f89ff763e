import type { ClaimStep, ClaimView } from '../data/shapes';

export interface Step {
  readonly state: string;
  /** Null for one that has not come yet. */
  readonly at: string | null;
}

/** The way of a claim that goes well. */
const way = ['SUBMITTED', 'VERIFIED', 'ADJUDICATED', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'PAID'];
/** States that are only passed through: shown while the claim is in them. */
const passing = new Set(['RESERVING', 'SETTLING', 'RELEASING']);

/** What of a claim moves while it is watched. */
export interface Progress {
  readonly steps: readonly { readonly state: string; readonly at: string }[];
  readonly status: string;
  readonly statusText: string;
  readonly amountFen: number | null;
  readonly ended: boolean;
}

export function progressOf(claim: ClaimView): Progress {
  return {
    steps: claim.timeline.map(({ state, at }) => ({ state, at })),
    status: claim.status,
    statusText: claim.statusText,
    amountFen: claim.amountFen,
    ended: claim.ended,
  };
}

/** The progress after a step; one that is known already, or comes out of order, changes nothing. */
export function advanced(progress: Progress, step: ClaimStep): Progress {
  if (step.n !== progress.steps.length + 1) return progress;
  return {
    steps: [...progress.steps, { state: step.state, at: step.at }],
    status: step.state,
    statusText: step.statusText ?? '',
    amountFen: step.amountFen ?? progress.amountFen,
    ended: step.ended,
  };
}

/** The steps to show: what was, and what is still to come if all goes well. */
export function shownSteps(progress: Progress): Step[] {
  const last = progress.steps.length - 1;
  const past = progress.steps.filter((step, index) => index === last || !passing.has(step.state));
  if (progress.ended || !onTheWay(progress.status)) return past;
  const reached = Math.max(...progress.steps.map((step) => way.indexOf(step.state)), -1);
  return [...past, ...way.slice(reached + 1).map((state) => ({ state, at: null }))];
}

/** From 0 to 1: how far a claim is that goes well. */
export function fraction(progress: Progress): number {
  const reached = Math.max(...progress.steps.map((step) => way.indexOf(step.state)), 0);
  return progress.ended ? 1 : (reached + 1) / way.length;
}

/** `review` waits, too, but for a person, and moves no more by itself. */
export type Tone = 'good' | 'bad' | 'wait' | 'review';

export function toneOf(status: string): Tone {
  if (status === 'PAID') return 'good';
  if (status === 'REVIEW') return 'review';
  return status === 'REFUSED' || status === 'REJECTED_BY_BANK' || status === 'RELEASING' ? 'bad' : 'wait';
}

function onTheWay(status: string): boolean {
  return way.includes(status) || status === 'RESERVING' || status === 'SETTLING';
}
