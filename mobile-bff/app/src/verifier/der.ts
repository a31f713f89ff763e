import { FormatError } from './broken';
import { fromUtf8, type Bytes } from './bytes';

/** One DER element (X.690): only single-byte tags and definite lengths in their shortest form. */
export interface Der {
  readonly tag: number;
  readonly content: Bytes;
  /** Tag, length and content. */
  readonly whole: Bytes;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_ID = 0x06;
export const BOOLEAN = 0x01;

/** The one element that the bytes are. */
export function readDer(bytes: Bytes): Der {
  const elements = readAll(bytes);
  const [only] = elements;
  if (only === undefined || elements.length !== 1) throw new FormatError('not one DER element');
  return only;
}

/** The elements in the content of a constructed one. */
export function children(element: Der, tag: number): readonly Der[] {
  if (element.tag !== tag) throw new FormatError('another DER element was expected');
  return readAll(element.content);
}

function readAll(bytes: Bytes): readonly Der[] {
  const elements: Der[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const tag = byteAt(bytes, at++);
    if ((tag & 0x1f) === 0x1f) throw new FormatError('a long DER tag');
    let length = byteAt(bytes, at++);
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 3) throw new FormatError('a DER length that is not accepted');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + byteAt(bytes, at++);
      if (length < 0x80 || length < 256 ** (count - 1)) throw new FormatError('a DER length that is not the shortest');
    }
    if (length > bytes.length - at) throw new FormatError('DER that is cut off');
    elements.push({ tag, content: bytes.slice(at, at + length), whole: bytes.slice(start, at + length) });
    at += length;
  }
  return elements;
}

function byteAt(bytes: Bytes, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new FormatError('DER that is cut off');
  return byte;
}

/** An object identifier in dotted form. */
export function objectId(element: Der | undefined): string {
  if (element?.tag !== OBJECT_ID || element.content.length === 0) throw new FormatError('no object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of element.content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const first = arcs[0] ?? 0n;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...arcs.slice(1)].join('.');
}

/** The text of a UTF8String, PrintableString or IA5String. */
export function derText(element: Der | undefined): string {
  if (element === undefined || ![0x0c, 0x13, 0x16].includes(element.tag)) throw new FormatError('no DER text');
  return fromUtf8(element.content);
}

/** The bytes of a bit string without unused bits. */
export function bitString(element: Der | undefined): Bytes {
  if (element?.tag !== BIT_STRING || element.content[0] !== 0) throw new FormatError('no whole bit string');
  return element.content.slice(1);
}

/** Nanoseconds since the epoch of a UTCTime or GeneralizedTime as RFC 5280, section 4.1.2.5, spells them. */
export function derTime(element: Der | undefined): bigint {
  const text = element === undefined ? '' : fromUtf8(element.content);
  const short = element?.tag === 0x17 && /^[0-9]{12}Z$/.test(text);
  const long = element?.tag === 0x18 && /^[0-9]{14}Z$/.test(text);
  if (!short && !long) throw new FormatError('no time of a certificate');
  const full = long ? text : (Number(text.slice(0, 2)) < 50 ? '20' : '19') + text;
  const iso = full.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const millis = Date.parse(iso);
  if (Number.isNaN(millis)) throw new FormatError('no time of a certificate');
  return BigInt(millis) * 1_000_000n;
}
