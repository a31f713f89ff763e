import type { CheckId, Verification } from '../verifier/verification';
import type { Change } from './pin';

/** Links for which a bundle is compared with itself alone: where one is broken, no list of members mends it. */
const OF_THE_BUNDLE: readonly CheckId[] = ['bundle', 'document', 'issuer-signature', 'disclosures', 'commitment', 'operation', 'inclusion'];

/** Links for which the consortium's roots are needed, too: a list that may follow from the kept one has the same. */
const OF_ITS_ROOTS: readonly CheckId[] = ['issuer-certificate', 'certificate-time'];

/**
 * Whether a bundle is broken whatever list of members counts. What a quorum of the present members has signed, or not, cannot be
 * said without their list; that the document is another one than the leaf commits to, can.
 *
 * @param verification by the kept list
 * @param list how the one that came stands to it
 */
export function isForged({ outcome, checks }: Verification, list: Change['outcome']): boolean {
  const last = checks[checks.length - 1];
  if (outcome !== 'BROKEN' || last === undefined) return false;
  if (OF_THE_BUNDLE.includes(last.id)) return true;
  return list === 'UNPROVEN' && (OF_ITS_ROOTS.includes(last.id) || last.problem === 'ORIGIN');
}
