import { Unable } from './broken';
import { base64Url, concat, unsigned, type Bytes } from './bytes';

/** n of P-256 (SEC 2, section 2.4.2). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The browser's own cryptography; nothing here is home-made. */
export class Cryptography {
  private ed25519: Promise<boolean> | undefined;

  constructor(private readonly subtle: SubtleCrypto) {}

  async sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
    return new Uint8Array(await this.subtle.digest('SHA-256', concat(...parts)));
  }

  /**
   * ECDSA on P-256 with SHA-256, signature r ‖ s.
   *
   * @param point uncompressed, 65 bytes
   */
  async verifyP256(point: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
    if (point.length !== 65 || point[0] !== 4 || signature.length !== 64) return false;
    try {
      const key = await this.subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
      return await this.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, message);
    } catch {
      return false; // not a point on the curve
    }
  }

  /** As `verifyP256`; of the two values of s that every signature has, only the lower one is taken. */
  async verifyLowS(point: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
    return (
      signature.length === 64 &&
      unsigned(signature.subarray(32)) <= P256_ORDER >> 1n &&
      (await this.verifyP256(point, message, signature))
    );
  }

  /** Ed25519 (RFC 8032); throws `Unable` where the browser has none. */
  async verifyEd25519(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
    this.ed25519 ??= this.probeEd25519();
    if (!(await this.ed25519)) throw new Unable('ED25519_UNAVAILABLE', { algorithm: 'Ed25519' });
    return publicKey.length === 32 && signature.length === 64 && (await this.ed25519Verifies(publicKey, message, signature));
  }

  private async ed25519Verifies(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
    try {
      const key = await this.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
      return await this.subtle.verify({ name: 'Ed25519' }, key, signature, message);
    } catch {
      return false;
    }
  }

  /** Test 2 of RFC 8032, section 7.1, as it is and with a changed message: some browsers know the name alone. */
  private async probeEd25519(): Promise<boolean> {
    const key = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = fromHex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    return (
      (await this.ed25519Verifies(key, Uint8Array.of(0x72), signature)) &&
      !(await this.ed25519Verifies(key, Uint8Array.of(0x73), signature))
    );
  }

  async sha256Url(bytes: Uint8Array): Promise<string> {
    return base64Url(await this.sha256(bytes));
  }
}

function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
