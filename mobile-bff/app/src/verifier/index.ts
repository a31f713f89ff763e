import { Chain } from './chain';
import { Cryptography } from './cryptography';
import type { Verification } from './verification';

export * from './verification';

/**
 * Verifies a proof bundle offline, as the product's own verifier does, with the browser's cryptography. A valid one was
 * issued and was final at its time; nothing is said of a later reversal or reimbursement. Never throws for bad input.
 *
 * @param bundle JSON as text or bytes, or parsed
 * @param trust the trust file likewise; it has to come from elsewhere than the bundle
 * @param subtle the browser's cryptography, absent on pages that are not served securely
 */
export async function verifyBundle(
  bundle: unknown,
  trust: unknown,
  subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
): Promise<Verification> {
  if (subtle === null) {
    const missing = { id: 'trust', ok: false, detail: {}, problem: 'CRYPTO_UNAVAILABLE', unable: true } as const;
    return { valid: false, outcome: 'CANNOT_CHECK', checks: [missing], document: null, signer: null, suite: null };
  }
  return new Chain(new Cryptography(subtle)).verify(bundle, trust);
}
