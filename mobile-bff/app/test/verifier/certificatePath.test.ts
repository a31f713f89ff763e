import { expect, test } from 'vitest';
import { Broken, Unable } from '../../src/verifier/broken';
import { fromBase64 } from '../../src/verifier/bytes';
import { readCertificate } from '../../src/verifier/certificate';
import { certify, type CertifiedKey } from '../../src/verifier/certificatePath';
import { Cryptography } from '../../src/verifier/cryptography';
import certificates from './certificates.json';

type Name = keyof typeof certificates;

const cryptography = new Cryptography(crypto.subtle);

function certified(path: readonly Name[], root: Name = 'root'): Promise<CertifiedKey> {
  const bytes = path.map((name) => fromBase64(certificates[name]));
  return certify(bytes, [readCertificate(fromBase64(certificates[root]))], cryptography);
}

test.each<[string, readonly Name[]]>([
  ['by the root', ['direct']],
  ['by an intermediate', ['underIntermediate', 'inter']],
  ['with the root in the chain', ['direct', 'root']],
])('a key certified %s belongs to the hospital', async (_what, path) => {
  const { subject, notBefore, notAfter } = await certified(path);
  expect(subject).toEqual({ organization: 'Test hospital', creditCode: '12110000MB00000045', member: 4 });
  expect(notBefore < notAfter).toBe(true);
});

test.each<[string, readonly Name[]]>([
  ['without its intermediate', ['underIntermediate']],
  ['by an intermediate that may certify no other', ['tooDeep', 'inter2', 'inter']],
  ['by a hospital', ['underHospital', 'other']],
  ['in the wrong order', ['inter', 'underIntermediate']],
  ['for no use', ['withoutUsage']],
  ['as an authority', ['authority']],
  ['with an extension that is critical and not known', ['unknownCritical']],
  ['without a credit code', ['withoutCode']],
  ['by nobody', []],
])('a key certified %s is not trusted', async (_what, path) => {
  await expect(certified(path)).rejects.toMatchObject({ problem: 'CERTIFICATE_UNTRUSTED' });
});

test('a root that is no authority certifies nothing', async () => {
  await expect(certified(['underHospital'], 'other')).rejects.toBeInstanceOf(Broken);
});

test('bytes around a certificate are refused, and a changed bit in it', async () => {
  const sound = fromBase64(certificates.direct);
  const roots = [readCertificate(fromBase64(certificates.root))];
  await expect(certify([Uint8Array.from([...sound, 0])], roots, cryptography)).rejects.toBeInstanceOf(Broken);
  for (let at = 0; at < sound.length; at += 7) {
    const changed = sound.slice();
    changed[at]! ^= 1 << (at % 8);
    await expect(certify([changed], roots, cryptography), `byte ${at}`).rejects.toSatisfy(
      (e) => e instanceof Broken || e instanceof Unable,
    );
  }
});

test('a key of the suite GM is not trusted by a root of the other suite', async () => {
  await expect(certified(['gmKey'])).rejects.toMatchObject({ problem: 'CERTIFICATE_UNTRUSTED' });
});
