import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { concat, unsigned, utf8, type Bytes } from './bytes';
import { sm3 } from './sm3';

/** The curve sm2p256v1 (GB/T 32918.5-2017). */
const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

const Point = weierstrass(CURVE);
/** That of whoever names no other (GB/T 35276). */
const SIGNER_ID = utf8('1234567812345678');

/**
 * Verifies a signature r ‖ s by SM2 with SM3 (GB/T 32918.2-2016, section 7). Nothing secret is computed with here.
 *
 * @param key the point, uncompressed, 65 bytes
 */
export function verifySm2(key: Bytes, message: Bytes, signature: Bytes): boolean {
  if (key.length !== 65 || key[0] !== 4 || signature.length !== 64) return false;
  const [r, s] = [unsigned(signature.subarray(0, 32)), unsigned(signature.subarray(32))];
  const t = (r + s) % CURVE.n;
  if (!within(r) || !within(s) || t === 0n) return false;
  try {
    const point = Point.fromBytes(key);
    point.assertValidity();
    const sum = Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t));
    const e = unsigned(sm3(identity(key), message));
    return !sum.is0() && (e + sum.toAffine().x) % CURVE.n === r;
  } catch {
    return false; // not a point of the curve
  }
}

/** What the standard puts before each message: the signer's id, the curve and the key. */
function identity(key: Bytes): Bytes {
  const bits = SIGNER_ID.length * 8;
  const curve = [CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy].map(bytes);
  return sm3(Uint8Array.of(bits >> 8, bits & 0xff), SIGNER_ID, concat(...curve), key.subarray(1));
}

function within(x: bigint): boolean {
  return x > 0n && x < CURVE.n;
}

function bytes(x: bigint): Bytes {
  const digits = x.toString(16).padStart(64, '0');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
