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

/** Asks the register; throws a `Problem` when it refuses and `Unreachable` without an answer. */
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
  if (!response.ok) throw await Problem.of(response);
  try {
    return (await response.json()) as VerificationView;
  } catch (cause) {
    throw new Unreachable(undefined, { cause });
  }
}
