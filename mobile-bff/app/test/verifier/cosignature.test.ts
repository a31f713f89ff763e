import { expect, test } from 'vitest';
import { concat, utf8 } from '../../src/verifier/bytes';
import { Cryptography } from '../../src/verifier/cryptography';
import { verifyCosignature, type CheckpointNote, type Vkey } from '../../src/verifier/note';

const cryptography = new Cryptography(crypto.subtle);
const LATEST = 253_402_300_799n;
const body = `example.org/log\n1\n${'A'.repeat(43)}=\n`;
const note: CheckpointNote = { body, origin: 'example.org/log', size: 1n, root: new Uint8Array(32), signatures: [] };

/** What the verifier says of a true signature at a time. */
async function timed(seconds: bigint): Promise<bigint | null> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const material = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const message = concat(utf8(`cosignature/v1\ntime ${seconds}\n`), utf8(body));
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message));
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigInt64(0, seconds);
  const keyId = new Uint8Array(4);
  const key: Vkey = { text: '', name: 'member', keyId, type: 4, material };
  return verifyCosignature(key, note, { name: 'member', keyId, signature: concat(time, signature) }, cryptography);
}

// The time of a note is that of the line which completes its quorum: one that no date has would be nobody's to read.
test('a cosignature names a time that a date has, or is none', async () => {
  expect(await timed(0n)).toBe(0n);
  expect(await timed(LATEST)).toBe(LATEST);
  expect(await timed(LATEST + 1n)).toBeNull();
  expect(await timed(2n ** 63n - 1n)).toBeNull();
  expect(await timed(-1n)).toBeNull();
});
