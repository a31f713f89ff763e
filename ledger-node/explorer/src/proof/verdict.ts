import { Broken, Unable, type Detail } from '@app/verifier/broken';

/** What this browser found: it holds, it does not, or it cannot be checked here, which is neither good nor bad. */
export type Verdict<T> =
  | { readonly standing: 'holds'; readonly value: T }
  | { readonly standing: 'broken' | 'unable'; readonly problem: string; readonly detail: Detail };

export type Standing = Verdict<unknown>['standing'];

/** Runs a check; whatever breaks it or keeps it from being done becomes a verdict. */
export async function verdictOf<T>(check: () => Promise<T>): Promise<Verdict<T>> {
  try {
    return { standing: 'holds', value: await check() };
  } catch (e) {
    if (e instanceof Unable) return { standing: 'unable', problem: e.problem, detail: e.detail };
    if (e instanceof Broken) return { standing: 'broken', problem: e.problem, detail: e.detail };
    throw e;
  }
}
