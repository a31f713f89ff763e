import { Unable } from './broken';
import { concat, type Bytes } from './bytes';
import type { Certificate } from './certificate';
import type { Cryptography } from './cryptography';

/** Of which suite a document's signature is: ECDSA on P-256 with SHA-256, or SM2 with SM3. */
export type SuiteName = 'INTL' | 'GM';

/** The `alg` of a document's JWT; that of SM2 is private, JOSE has registered none. */
export const ALGORITHMS: Readonly<Record<SuiteName, string>> = { INTL: 'ES256', GM: 'SM2SM3' };

const EC_KEY = '1.2.840.10045.2.1';
const CURVES: Readonly<Record<string, SuiteName>> = { '1.2.840.10045.3.1.7': 'INTL', '1.2.156.10197.1.301': 'GM' };
const SIGNATURES: Readonly<Record<string, SuiteName>> = { '1.2.840.10045.4.3.2': 'INTL', '1.2.156.10197.1.501': 'GM' };

/** By its curve; throws `Unable` for any other key. */
export function suiteOfKey(certificate: Certificate): SuiteName {
  if (certificate.keyAlgorithm !== EC_KEY) throw unable(certificate.keyAlgorithm);
  const suite = CURVES[certificate.keyCurve];
  if (suite === undefined) throw unable(certificate.keyCurve);
  return suite;
}

/** Of the signature on a certificate, which is its issuer's; throws `Unable` for any other. */
export function suiteOfSignature(certificate: Certificate): SuiteName {
  const suite = SIGNATURES[certificate.signatureAlgorithm];
  if (suite === undefined) throw unable(certificate.signatureAlgorithm);
  return suite;
}

function unable(algorithm: string): Unable {
  return new Unable('ALGORITHM_UNSUPPORTED', { algorithm });
}

/**
 * Verifies a signature r ‖ s of either suite. What SM2 takes is loaded with the first signature that needs it.
 *
 * @param point uncompressed, 65 bytes
 */
export async function verifySignature(
  suite: SuiteName,
  point: Bytes,
  message: Bytes,
  signature: Bytes,
  cryptography: Cryptography,
): Promise<boolean> {
  if (suite === 'INTL') return cryptography.verifyP256(point, message, signature);
  const { verifySm2 } = await import('./sm2');
  return verifySm2(point, message, signature);
}

/** As `verifySignature`; of the two values of s that each ECDSA signature has, only the lower one is taken. SM2 has one. */
export async function verifyOneSpelling(
  suite: SuiteName,
  point: Bytes,
  message: Bytes,
  signature: Bytes,
  cryptography: Cryptography,
): Promise<boolean> {
  return suite === 'INTL'
    ? cryptography.verifyLowS(point, message, signature)
    : verifySignature(suite, point, message, concat(signature), cryptography);
}
