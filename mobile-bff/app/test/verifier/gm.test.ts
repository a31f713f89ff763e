import { expect, test } from 'vitest';
import { hex, utf8, type Bytes } from '../../src/verifier/bytes';
import { verifySm2 } from '../../src/verifier/sm2';
import { sm3 } from '../../src/verifier/sm3';

const bytes = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

// GB/T 32918.5-2017, appendix A: a signature of the message "message digest".
const key = bytes(
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
    'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
);
const signature = bytes(
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
);
const message = utf8('message digest');

test.each([
  ['', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
  // GB/T 32905-2016, appendix A
  ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
])('SM3 of %j', (text, digest) => {
  expect(hex(sm3(utf8(text)))).toBe(digest);
});

test('SM3 of every length around a block is that of its parts together', () => {
  for (let length = 0; length < 140; length++) {
    const all = new Uint8Array(length).fill(0x61);
    expect(hex(sm3(all.subarray(0, length >> 1), all.subarray(length >> 1)))).toBe(hex(sm3(all)));
  }
});

test('SM2 verifies the example of the standard', () => {
  expect(verifySm2(key, message, signature)).toBe(true);
});

test('SM2 verifies nothing beside it', () => {
  for (const input of [key, message, signature]) {
    for (let at = 0; at < input.length; at++) {
      input[at]! ^= 1;
      expect(verifySm2(key, message, signature), `byte ${at}`).toBe(false);
      input[at]! ^= 1;
    }
  }
});

test.each<[string, Bytes, Bytes]>([
  ['no key', new Uint8Array(0), signature],
  ['a key that is no point', new Uint8Array(65).fill(4), signature],
  ['a compressed key', Uint8Array.of(3, ...key.subarray(1, 33)), signature],
  ['no signature', key, new Uint8Array(0)],
  ['a signature of zeros', key, new Uint8Array(64)],
  ['a signature of ones', key, new Uint8Array(64).fill(0xff)],
  ['a signature in DER', key, new Uint8Array(71)],
])('SM2 refuses %s', (_what, point, signed) => {
  expect(verifySm2(point, message, signed)).toBe(false);
});
