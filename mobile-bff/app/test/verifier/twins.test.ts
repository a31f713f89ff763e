import { expect, test } from 'vitest';
import { fromBase64 } from '../../src/verifier/bytes';
import { Cryptography } from '../../src/verifier/cryptography';
import { cosigned, included, logSigned } from '../../src/verifier/finality';
import { parseJson } from '../../src/verifier/json';
import { readTrust } from '../../src/verifier/trust';
// Two log keys with one id of 32 bits; made and held to by the protocol's own test.
import twins from '../../../../ledger-node/protocol/src/test/resources/twins/log-keys.json';

const cryptography = new Cryptography(crypto.subtle);
const trust = () => readTrust(parseJson(twins.trust), cryptography);

async function verify(proof: string): Promise<void> {
  const [note] = await included(fromBase64(twins.leaf), proof, cryptography);
  const [epoch] = await logSigned(note, await trust(), cryptography);
  await cosigned(note, epoch, cryptography);
}

test('a line holds by either of two log keys with its id', async () => {
  const [one, other] = (await trust()).logKeys;
  expect(one?.keyId).toEqual(other?.keyId);
  await verify(twins.byTheOne);
  await verify(twins.byTheOther);
});

test('a line that neither of them signed refuses the note', async () => {
  await expect(verify(twins.forged)).rejects.toMatchObject({ problem: 'LOG_SIGNATURE' });
});
