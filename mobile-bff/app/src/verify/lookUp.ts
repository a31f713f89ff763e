import { Problem, Unreachable } from '../session';
import type { Language } from '../texts/language';
import type { Query } from './elements';

/** The register's masked view of an invoice whose five elements fit. */
export interface VerificationView {
  readonly invoiceId: string;
  readonly state: string;
  readonly issuer: string;
  readonly payer: string;
  readonly payerDocument: string | null;
  readonly totalFen: number;
  readonly totalInCapitals: string;
  readonly finalAt: string | null;
}

/** The register takes no more look-ups for a while. */
export class TooManyLookUps extends Error {
  override readonly name = 'TooManyLookUps';

  constructor(readonly retryAfterSeconds: number | null) {
    super();
  }
}

/** Asks the register; throws `TooManyLookUps`, a `Problem` when it refuses otherwise, and `Unreachable` without an answer. */
export async function lookUp(query: Query, language: Language): Promise<VerificationView> {
  let response: Response;
  try {
    response = await fetch('/verify/api/verifications', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': language },
      body: JSON.stringify(query),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
    });
  } catch (cause) {
    throw new Unreachable(undefined, { cause });
  }
  if (response.status === 429) {
    const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    throw new TooManyLookUps(seconds > 0 ? seconds : null);
  }
  if (!response.ok) throw await Problem.of(response);
  try {
    return (await response.json()) as VerificationView;
  } catch (cause) {
    throw new Unreachable(undefined, { cause });
  }
}
