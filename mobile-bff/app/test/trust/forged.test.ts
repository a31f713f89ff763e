import { expect, test } from 'vitest';
import { done } from '../../src/app/invoice/useVerification';
import type { Change } from '../../src/trust/pin';
import { isForged } from '../../src/trust/forged';
import { verifyBundle } from '../../src/verifier';
import { cases, epochs, type Parts } from '../verifier/golden';
import { tamper } from '../verifier/tampering';

const change = (outcome: Change['outcome']) => ({ outcome, kept: 'a'.repeat(64), came: 'b'.repeat(64), since: '2026-06-01T00:00:00Z', accept: () => undefined });

/** What the next list may say otherwise, as long as it follows from the kept one. */
const OF_THE_LIST = ['EPOCH', 'LOG_SIGNATURE', 'COSIGNATURE', 'QUORUM'];

test('a document that is forged is shown as forged, whatever came of the question for the list', async () => {
  const sound = JSON.parse(cases.cases.sound.bundle) as Parts;
  const foreign = JSON.parse(cases.cases.another.bundle) as Parts;
  let forged = 0;
  for (const { what, parts } of tamper(sound, foreign, 3)) {
    const verification = await verifyBundle(parts, cases.trust);
    const problem = verification.checks.at(-1)?.problem ?? '';
    const state = done(verification, change('UNPROVEN'));
    if (state.kind !== 'done') throw new Error(what);
    if (OF_THE_LIST.includes(problem)) {
      expect(state.verification.outcome, what).toBe('CANNOT_CHECK');
      expect(state.trust?.outcome, what).toBe('UNPROVEN');
    } else {
      expect(state.verification, what).toBe(verification);
      expect(state.trust, 'there is nothing to ask again').toBeNull();
      forged++;
    }
  }
  expect(forged).toBeGreaterThan(60);
});

test('by a list that contradicts the kept one only what contradicts itself is forged', async () => {
  for (const [what, { bundle, verdict }] of Object.entries(cases.cases)) {
    const verification = await verifyBundle(bundle, cases.trust);
    const byRoots = ['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_NOT_VALID_THEN'].includes(verification.checks.at(-1)?.problem ?? '');
    expect(isForged(verification, 'UNPROVEN'), what).toBe(verdict !== 'VALID');
    expect(isForged(verification, 'OTHER'), what).toBe(verdict !== 'VALID' && !byRoots);
  }
  const ofAnother = await verifyBundle(cases.cases['another id'].bundle, cases.trust);
  expect(done(ofAnother, change('OTHER'))).toMatchObject({ verification: { outcome: 'BROKEN' }, trust: { outcome: 'OTHER' } });
});

test('of a proof by the next validators nothing is said while their list is not proven', async () => {
  const verification = await verifyBundle(epochs.after, epochs.trust);
  expect(verification.outcome).toBe('BROKEN');
  expect(done(verification, change('UNPROVEN'))).toMatchObject({ verification: { outcome: 'CANNOT_CHECK' }, trust: { outcome: 'UNPROVEN' } });
});
