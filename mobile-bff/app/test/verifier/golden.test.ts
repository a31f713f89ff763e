import { expect, test } from 'vitest';
import { CHAIN, verifyBundle } from '../../src/verifier';
import { bundle, trust, type Parts } from './golden';

test('a bundle in patients’ hands is valid, link by link', async () => {
  const verified = await verifyBundle(bundle, trust);
  expect(verified.checks.filter((check) => !check.ok)).toEqual([]);
  expect(verified.checks.map(({ id }) => id)).toEqual(CHAIN);
  expect(verified).toMatchObject({ valid: true, outcome: 'VALID' });
});

test('text, bytes and parsed JSON are the same bundle', async () => {
  const asText = await verifyBundle(bundle, trust);
  expect(await verifyBundle(new TextEncoder().encode(bundle), new TextEncoder().encode(trust))).toEqual(asText);
  expect(await verifyBundle(JSON.parse(bundle), JSON.parse(trust))).toEqual(asText);
});

test('the document reads as it did', async () => {
  const { document } = await verifyBundle(bundle, trust);
  expect(document).toMatchObject({
    invoiceId: '110601260000000001',
    code: '11060126',
    number: '0000000001',
    member: 4,
    issuerCode: '12110000MB00000045',
    totalFen: 126_000,
    claimableFen: 126_000,
    documentType: 'OUTPATIENT_INVOICE',
    issuer: { name: '示范第一医院', regionCode: '110101', zone: 'Asia/Shanghai' },
    payerName: '样云远',
    money: { cashPayFen: 126_000, fundPayFen: 0, prepaidFen: null },
    linesSumToTotal: true,
    unreadable: [],
  });
  expect(document?.lines.map((line) => `${line.itemCode} ${line.amountFen}`)).toEqual([
    'LAB-BLOOD-PANEL 30000',
    'EXAM-CT-CHEST 40000',
    'DRUG-ATORVASTATIN 50000',
    'MAT-DRESSING 6000',
  ]);
});

test('a presentation that hides lines is as valid, and says that lines are missing', async () => {
  const parts = JSON.parse(bundle) as Parts;
  const [jwt = '', issuer = ''] = parts.document.split('~');
  const verified = await verifyBundle({ ...parts, document: `${jwt}~${issuer}~` }, trust);
  expect(verified.valid).toBe(true);
  expect(verified.document).toMatchObject({ payerName: null, lines: [], linesSumToTotal: false });
});

test('without Ed25519 the answer is that it cannot be checked here, never that it is valid', async () => {
  const without = {
    digest: (...a: Parameters<SubtleCrypto['digest']>) => crypto.subtle.digest(...a),
    verify: (...a: Parameters<SubtleCrypto['verify']>) => crypto.subtle.verify(...a),
    importKey: (...a: Parameters<SubtleCrypto['importKey']>) =>
      (a[2] as Algorithm).name === 'Ed25519'
        ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))
        : crypto.subtle.importKey(...a),
  } as unknown as SubtleCrypto;
  const verified = await verifyBundle(bundle, trust, without);
  expect(verified).toMatchObject({ valid: false, outcome: 'CANNOT_CHECK' });
  expect(verified.document?.invoiceId).toBe('110601260000000001');
  expect(verified.checks.at(-1)).toEqual({
    id: 'checkpoint',
    ok: false,
    unable: true,
    problem: 'ED25519_UNAVAILABLE',
    detail: { algorithm: 'Ed25519' },
  });
});

test('a browser that verifies anything as Ed25519 is not believed', async () => {
  const credulous = {
    digest: (...a: Parameters<SubtleCrypto['digest']>) => crypto.subtle.digest(...a),
    importKey: (...a: Parameters<SubtleCrypto['importKey']>) => crypto.subtle.importKey(...a),
    verify: (...a: Parameters<SubtleCrypto['verify']>) =>
      (a[0] as Algorithm).name === 'Ed25519' ? Promise.resolve(true) : crypto.subtle.verify(...a),
  } as unknown as SubtleCrypto;
  expect((await verifyBundle(bundle, trust, credulous)).outcome).toBe('CANNOT_CHECK');
});

test('without cryptography at all nothing is checked', async () => {
  const verified = await verifyBundle(bundle, trust, null);
  expect(verified).toMatchObject({ outcome: 'CANNOT_CHECK', checks: [{ problem: 'CRYPTO_UNAVAILABLE' }] });
});

test.each([
  ['no JSON', 'x'],
  ['another member', JSON.stringify({ ...JSON.parse(bundle), more: '' })],
  ['a member twice', bundle.replace('{', '{"leaf":"",')],
  ['a missing member', '{"document":"","leaf":""}'],
  ['leaf not base64', JSON.stringify({ ...JSON.parse(bundle), leaf: '*' })],
  ['a list', []],
  ['nothing', undefined],
])('a bundle in another form is malformed: %s', async (_what, input) => {
  const verified = await verifyBundle(input, trust);
  expect(verified).toMatchObject({ valid: false, outcome: 'BROKEN', document: null });
  expect(verified.checks.at(-1)).toMatchObject({ id: 'bundle', problem: 'BUNDLE_MALFORMED' });
});

/** The trust file with further members in its epoch. */
function epochWith(more: object): string {
  const root = JSON.parse(trust) as { epochs: object[] };
  return JSON.stringify({ ...root, epochs: root.epochs.map((epoch) => ({ ...epoch, ...more })) });
}

test('of the log keys only those count that the epoch names, where it names any', async () => {
  const { logKeys } = JSON.parse(trust) as { logKeys: string[] };
  expect((await verifyBundle(bundle, epochWith({ logKeys }))).outcome).toBe('VALID');
  const alone = await Promise.all(logKeys.map((key) => verifyBundle(bundle, epochWith({ logKeys: [key] }))));
  expect(alone.filter(({ outcome }) => outcome === 'VALID')).toHaveLength(1);
  for (const { outcome, checks } of alone.filter(({ valid }) => !valid)) {
    expect(outcome).toBe('BROKEN');
    expect(checks.at(-1)).toMatchObject({ problem: 'LOG_SIGNATURE' });
  }
});

test.each([
  ['no JSON', 'x'],
  ['no key', JSON.stringify({ ...JSON.parse(trust), logKeys: [] })],
  ['an unknown member', JSON.stringify({ ...JSON.parse(trust), more: 1 })],
  ['an epoch without any log key', epochWith({ logKeys: [] })],
  ['an epoch with the log key of another', epochWith({ logKeys: ['yipiao.invalid/test+00000000+AQ=='] })],
  ['another key id', trust.replace('+5cd50a88+', '+5cd50a89+')],
  ['a threshold that nobody reaches', trust.replace('"threshold": 3', '"threshold": 5')],
  ['a certificate that is none', trust.replace(/-----BEGIN[^"]*/, 'x')],
])('with a trust file in another form nothing can be checked: %s', async (_what, input) => {
  const verified = await verifyBundle(bundle, input);
  expect(verified).toMatchObject({ valid: false, outcome: 'CANNOT_CHECK' });
  expect(verified.checks.at(-1)).toMatchObject({ id: 'trust', problem: 'TRUST_MALFORMED', unable: true });
});
