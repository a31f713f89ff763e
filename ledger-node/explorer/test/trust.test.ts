import { describe, expect, it } from 'vitest';
import { hex } from '@app/verifier/bytes';
import { grouped, readKeys } from '../src/trust/keys';
import { trustFile } from './golden';

describe('the trust root', () => {
  it('is known by the digest of its file', async () => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', trustFile));
    const found = await readKeys(trustFile, 'node');
    expect(found).toMatchObject({ kind: 'keys', keys: { source: 'node', fingerprint: hex(digest) } });
  });

  it('is no other file', async () => {
    for (const text of ['', '{}', '[]', 'nonsense', '{"origin":"a","logKeys":[],"epochs":[],"issuerRoots":[]}']) {
      expect(await readKeys(new TextEncoder().encode(text), 'file'), text).toMatchObject({ kind: 'none', problem: 'TRUST_MALFORMED' });
    }
    expect(await readKeys(new Uint8Array([0xff, 0xfe]), 'file')).toMatchObject({ problem: 'TRUST_MALFORMED' });
    expect(await readKeys(new Uint8Array((1 << 20) + 1), 'file')).toMatchObject({ problem: 'TRUST_MALFORMED', reason: 'too large' });
  });

  it('cannot be read where the browser has no cryptography', async () => {
    expect(await readKeys(trustFile, 'file', null)).toMatchObject({ kind: 'none', problem: 'CRYPTO_UNAVAILABLE' });
  });

  it('has a fingerprint that can be read aloud', () => {
    expect(grouped('0123456789ab')).toBe('0123 4567 89ab');
  });
});
