import { concat, type Bytes } from './bytes';

/** The hash function SM3 (GB/T 32905-2016, section 5), which browsers do not have. */
export function sm3(...parts: readonly Uint8Array[]): Bytes {
  const message = padded(concat(...parts));
  const v = Uint32Array.of(
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
  );
  for (let at = 0; at < message.byteLength; at += 64) compress(v, expand(message, at));
  const digest = new DataView(new ArrayBuffer(32));
  v.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

/** The message, a bit 1, zeros, and its length in bits in 8 bytes. */
function padded(message: Bytes): DataView {
  const length = ((message.length + 8) >> 6) * 64 + 64;
  const blocks = new Uint8Array(length);
  blocks.set(message);
  blocks[message.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setBigUint64(length - 8, BigInt(message.length) * 8n);
  return view;
}

function expand(message: DataView, at: number): Uint32Array {
  const w = new Uint32Array(68);
  for (let j = 0; j < 16; j++) w[j] = message.getUint32(at + 4 * j);
  for (let j = 16; j < 68; j++) {
    const x = word(w, j - 16) ^ word(w, j - 9) ^ left(word(w, j - 3), 15);
    w[j] = x ^ left(x, 15) ^ left(x, 23) ^ left(word(w, j - 13), 7) ^ word(w, j - 6);
  }
  return w;
}

function compress(v: Uint32Array, w: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = v as unknown as [number, number, number, number, number, number, number, number];
  for (let j = 0; j < 64; j++) {
    const early = j < 16;
    const t = early ? 0x79cc4519 : 0x7a879d8a;
    const ss1 = left((left(a, 12) + e + left(t, j % 32)) | 0, 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ left(a, 12)) + (word(w, j) ^ word(w, j + 4))) | 0;
    const tt2 = (gg + h + ss1 + word(w, j)) | 0;
    [d, c, b, a] = [c, left(b, 9), a, tt1];
    [h, g, f, e] = [g, left(f, 19), e, tt2 ^ left(tt2, 9) ^ left(tt2, 17)];
  }
  [a, b, c, d, e, f, g, h].forEach((x, i) => (v[i] = word(v, i) ^ x));
}

function left(x: number, bits: number): number {
  return bits === 0 ? x : (x << bits) | (x >>> (32 - bits));
}

function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}
