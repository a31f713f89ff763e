// Calls of the patient's page made by hand, with the page's own key and as its script would make them.

/** Takes the page's key aside: what holds of the session must hold for who still has it, too. */
export async function keepKey(page) {
  await page.evaluate(
    () =>
      new Promise((kept, failed) => {
        const asked = indexedDB.open('yipiao');
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
          const found = asked.result.transaction('keys').objectStore('keys').get('patient');
          found.onerror = () => failed(found.error);
          found.onsuccess = () => {
            asked.result.close();
            globalThis.keptKey = found.result;
            kept();
          };
        };
      }),
  );
}

/** Status and code of the answer to a call that carries a proof by the key which was kept; needs the page on which it was. */
export async function callWithKey(page, path) {
  return page.evaluate(async (called) => {
    const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const encoded = (value) => base64url(new TextEncoder().encode(JSON.stringify(value)));
    const { publicKey, privateKey } = globalThis.keptKey;
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
    const claims = { htm: 'GET', htu: location.origin + called.split('?')[0], iat: Math.floor(Date.now() / 1000), jti: crypto.randomUUID() };
    const signed = `${encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encoded(claims)}`;
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(signed));
    const response = await fetch(called, { headers: { DPoP: `${signed}.${base64url(new Uint8Array(signature))}`, Accept: 'application/json' } });
    const body = await response.json();
    return { status: response.status, code: body.code ?? null };
  }, path);
}
