import { expect, test } from 'vitest';
import { verifyBundle, type CheckId, type Verification } from '../../src/verifier';
import { bundle, cases, trust, type Parts } from './golden';
import { minimal, tamper } from './tampering';

/** Where this verifier says more exactly what the offline verifier calls an untrusted certificate. */
const EXACTER: Readonly<Record<string, string>> = { 'taken too early': 'CERTIFICATE_NOT_VALID_THEN' };

function problem(verified: Verification): string {
  return verified.checks.at(-1)?.problem ?? verified.outcome;
}

test.each(Object.entries(cases.cases))('the verdict is that of the offline verifier: %s', async (what, each) => {
  const verified = await verifyBundle(each.bundle, cases.trust);
  expect(problem(verified)).toBe(EXACTER[what] ?? each.verdict);
  expect(verified.valid).toBe(each.verdict === 'VALID');
});

const sound = JSON.parse(cases.cases.sound.bundle) as Parts;
const foreign = JSON.parse(cases.cases.another.bundle) as Parts;

test('with just a quorum of cosignatures a bundle is still valid', async () => {
  expect((await verifyBundle(minimal(sound, 3), cases.trust)).valid).toBe(true);
  expect((await verifyBundle(minimal(JSON.parse(bundle) as Parts, 3), trust)).valid).toBe(true);
});

test('every way of tampering breaks a link, and none is called anything but broken', async () => {
  const tampered = tamper(sound, foreign, 3);
  for (const { what, parts, problems } of tampered) {
    const verified = await verifyBundle(parts, cases.trust);
    expect(verified.outcome, what).toBe('BROKEN');
    expect(problems, what).toContain(problem(verified));
    expect(verified.checks.filter((check) => !check.ok), what).toHaveLength(1);
  }
  expect(tampered.length).toBeGreaterThan(120);
});

test('every changed bit of the leaf and every changed character of the proof breaks it', async () => {
  const leaf = standard.bytes(sound.leaf);
  for (let bit = 0; bit < leaf.length * 8; bit++) {
    const changed = leaf.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    const verified = await verifyBundle({ ...sound, leaf: standard.text(changed) }, cases.trust);
    expect(verified.outcome, `bit ${bit} of the leaf`).toBe('BROKEN');
  }
  for (let at = 0; at < sound.proof.length; at++) {
    const changed = String.fromCharCode(sound.proof.charCodeAt(at) ^ 1);
    const proof = sound.proof.slice(0, at) + changed + sound.proof.slice(at + 1);
    expect((await verifyBundle({ ...sound, proof }, cases.trust)).outcome, `character ${at}`).toBe('BROKEN');
  }
}, 300_000);

const standard = {
  bytes: (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
  text: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)),
};

test.each<[string, CheckId, (parts: Parts) => Parts]>([
  ['a cosignature by a key given twice', 'cosignatures', (parts) => ({ ...parts, proof: doubled(minimal(parts, 2).proof) })],
  ['no log signature', 'checkpoint', (parts) => ({ ...parts, proof: withoutLogLine(parts.proof) })],
  ['a note without signatures', 'inclusion', (parts) => ({ ...parts, proof: parts.proof.split('— ')[0] ?? '' })],
  ['a cut path', 'inclusion', (parts) => ({ ...parts, proof: parts.proof.replace(/^(.*\n.*\n).*\n/, '$1') })],
  ['bytes after the leaf', 'commitment', (parts) => ({ ...parts, leaf: btoa(atob(parts.leaf) + 'x') })],
  ['another spelling of the disclosures', 'document', (parts) => ({ ...parts, document: parts.document.slice(0, -1) })],
])('%s', async (_what, link, change) => {
  const verified = await verifyBundle(change(sound), cases.trust);
  expect(verified).toMatchObject({ valid: false, outcome: 'BROKEN' });
  expect(verified.checks.at(-1)?.id).toBe(link);
});

function doubled(proof: string): string {
  return proof + proof.split('\n').at(-2) + '\n';
}

function withoutLogLine(proof: string): string {
  return proof
    .split('\n')
    .filter((line) => !line.startsWith('— yipiao.invalid/test/cases '))
    .join('\n');
}

test('a trust root of another consortium proves nothing', async () => {
  expect(problem(await verifyBundle(sound, trust))).toBe('CERTIFICATE_UNTRUSTED');
});

test('a document that says another suite than that of its key is not believed', async () => {
  const [jwt = '', ...rest] = sound.document.split('~');
  const [header = '', payload, signature] = jwt.split('.');
  const gm = btoa(atob(header.replace(/-/g, '+').replace(/_/g, '/')).replace('ES256', 'SM2SM3')).replace(/=+$/, '');
  const document = [[gm.replace(/\+/g, '-').replace(/\//g, '_'), payload, signature].join('.'), ...rest].join('~');
  const verified = await verifyBundle({ ...sound, document }, cases.trust);
  expect(verified).toMatchObject({ valid: false, outcome: 'BROKEN', suite: null });
  expect(verified.checks.at(-1)).toMatchObject({
    id: 'issuer-signature',
    problem: 'SIGNATURE_INVALID',
    detail: { suite: 'INTL', algorithm: 'SM2SM3' },
  });
});

test('members whose cosignatures are of the suite GM make a quorum that cannot be checked here', async () => {
  const name = 'yipiao.invalid/test/cases/gm';
  const typed = Uint8Array.of(0xff, ...new Uint8Array(64));
  const prefix = new TextEncoder().encode(`${name}\n`);
  const id = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.of(...prefix, ...typed))).slice(0, 4);
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const root = JSON.parse(cases.trust) as { epochs: { members: object[] }[] };
  root.epochs[0]?.members.push({ name: 'gm', vkey: `${name}+${hex}+${standard.text(typed)}` });
  const two = minimal(sound, 2).proof;
  const line = `— ${name} ${standard.text(Uint8Array.of(...id, ...new Uint8Array(72)))}\n`;
  const verified = await verifyBundle({ ...sound, proof: two + line }, root);
  expect(verified).toMatchObject({ valid: false, outcome: 'CANNOT_CHECK' });
  expect(verified.checks.at(-1)).toMatchObject({ id: 'cosignatures', detail: { suite: 'GM', cosigned: 2, threshold: 3 } });
  expect(problem(await verifyBundle({ ...sound, proof: two }, root))).toBe('QUORUM');
});
