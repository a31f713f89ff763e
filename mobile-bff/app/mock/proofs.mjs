// DPoP as the server checks it: the page must get it right against this too.
import { createHash, createPublicKey, verify } from 'node:crypto';

const seen = new Set();
const tolerated = 60;

/** The thumbprint of the proof's key, or what is wrong with the proof. */
export function checkProof(proof, method, address, now) {
  if (proof === undefined) return { problem: 'BINDING_NEEDED' };
  try {
    const [header, claims, signature] = proof.split('.');
    const { typ, alg, jwk } = decoded(header);
    const { htm, htu, iat, jti } = decoded(claims);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const sound =
      typ === 'dpop+jwt' &&
      alg === 'ES256' &&
      !('d' in jwk) &&
      verify('sha256', Buffer.from(`${header}.${claims}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
    if (!sound || htm !== method || htu !== address || Math.abs(iat - now) > tolerated || seen.has(jti)) return { problem: 'BINDING_REFUSED' };
    seen.add(jti);
    const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
    return { thumbprint: createHash('sha256').update(canonical).digest('base64url') };
  } catch {
    return { problem: 'BINDING_REFUSED' };
  }
}

function decoded(part) {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
