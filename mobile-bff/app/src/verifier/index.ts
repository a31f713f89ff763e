import type { Verification } from './verification';

export * from './verification';

/** Verifies a proof bundle against the trust file. */
export async function verifyBundle(_bundle: unknown, _trust: unknown): Promise<Verification> {
  throw new Error('the verifier is not part of this build');
}
