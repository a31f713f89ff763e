import { expect, test } from 'vitest';
import { verifyBundle } from '../../src/verifier';
import { namingOf } from '../../src/verifier/naming';
import { bundle, cases, trust, type Parts } from './golden';

const linkOf = async (input: unknown, by: unknown) => {
  const verified = await verifyBundle(input, by);
  return { verified, link: verified.checks.find(({ id }) => id === 'issuer-name') };
};

test('who signed is said by the certificate, beside what the document prints', async () => {
  const { verified, link } = await linkOf(cases.cases.sound.bundle, cases.trust);
  expect(verified.signer).toEqual({ name: '示例医院', creditCode: '121100004000000001', member: 4, naming: 'SAME' });
  expect(link).toEqual({ id: 'issuer-name', ok: true, detail: { printed: '示例医院', registered: '示例医院' } });
});

test('another printed name breaks nothing that the formats bind, and is told to the reader', async () => {
  const { verified, link } = await linkOf(bundle, trust);
  expect(verified).toMatchObject({ valid: true, document: { issuer: { name: '示范第一医院' } } });
  expect(verified.signer).toMatchObject({ name: 'hospital-one', member: 4, naming: 'DIFFERENT' });
  expect(link).toMatchObject({ ok: true, doubt: 'ISSUER_NAME_DIFFERS', detail: { registered: 'hospital-one' } });
});

test('a presentation that hides the name has a signer all the same', async () => {
  const parts = JSON.parse(bundle) as Parts;
  const { verified, link } = await linkOf({ ...parts, document: `${parts.document.split('~')[0]}~` }, trust);
  expect(verified).toMatchObject({ valid: true, signer: { name: 'hospital-one', naming: 'NOT_SHOWN' } });
  expect(link).toEqual({ id: 'issuer-name', ok: true, detail: { registered: 'hospital-one' } });
});

test('nobody has signed what does not verify', async () => {
  const parts = JSON.parse(cases.cases.sound.bundle) as Parts;
  const verified = await verifyBundle({ ...parts, document: parts.document.replace('.', '.A') }, cases.trust);
  expect(verified).toMatchObject({ valid: false, signer: null });
});

test.each([
  ['示范医院（东院）', '示范医院(东院)', 'SAME'],
  ['First Hospital', 'FIRST  hospital', 'SAME'],
  ['示范医院', '示范醫院', 'DIFFERENT'],
  ['示范医院\u200b', '示范医院', 'DIFFERENT'],
  ['\u202e院医范示', '示范医院', 'DIFFERENT'],
  ['', '示范医院', 'DIFFERENT'],
  [null, '示范医院', 'NOT_SHOWN'],
] as const)('%j and %j: %s', (printed, registered, naming) => {
  expect(namingOf(printed, registered)).toBe(naming);
});
