const encoder = new TextEncoder();

/** Base64url without padding, RFC 4648 section 5. */
export function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Random bytes in hexadecimal, as ids of claims and consents are written. */
export function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * A DPoP proof, RFC 9449 section 4: says that who calls holds the key. Without `ath`, since the
 * browser holds no access token.
 *
 * @param uri origin and path, without query and fragment
 * @param seconds the time by the server's clock, epoch seconds
 */
export async function proof(
  pair: CryptoKeyPair,
  method: string,
  uri: string,
  seconds: number,
): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const claims = { htm: method, htu: uri, iat: seconds, jti: randomHex(16) };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    pair.privateKey,
    encoder.encode(signed),
  );
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

function encoded(value: object): string {
  return base64url(encoder.encode(JSON.stringify(value)));
}
