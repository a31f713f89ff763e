import { FormatError } from './broken';
import type { Bytes } from './bytes';
import { fromBase64 } from './bytes';
import {
  BIT_STRING,
  BOOLEAN,
  INTEGER,
  OCTET_STRING,
  SEQUENCE,
  SET,
  bitString,
  children,
  derText,
  derTime,
  objectId,
  readDer,
  type Der,
} from './der';

/** What a verifier needs of an X.509 certificate (RFC 5280). Times in nanoseconds since the epoch. */
export interface Certificate {
  readonly der: Bytes;
  /** The signed bytes. */
  readonly signed: Bytes;
  readonly signatureAlgorithm: string;
  readonly signature: Bytes;
  readonly issuer: Bytes;
  readonly subject: Bytes;
  readonly subjectNames: readonly SubjectName[];
  readonly notBefore: bigint;
  readonly notAfter: bigint;
  readonly keyAlgorithm: string;
  /** The object identifier of the key's curve, or empty. */
  readonly keyCurve: string;
  readonly publicKey: Bytes;
  /** Absent when the certificate has no basic constraints or is none of an authority. */
  readonly authority: { readonly pathLength: number | null } | null;
  readonly keyUsage: number | null;
  readonly unknownCritical: boolean;
}

export interface SubjectName {
  readonly type: string;
  readonly text: string;
  /** Whether it stands beside others in one relative name. */
  readonly multiple: boolean;
}

/** Bit 0 of the key usage, the first of its byte. */
export const DIGITAL_SIGNATURE = 0x80;
/** Bit 5. */
export const CERTIFICATE_SIGNING = 0x04;

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';

/** Reads a certificate in PEM, of which the first is taken. */
export function readPem(pem: string): Certificate {
  const found = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem);
  if (found?.[1] === undefined) throw new FormatError('no certificate in PEM');
  return readCertificate(fromBase64(found[1].replace(/\s+/g, '')));
}

/** Reads the bytes of exactly one certificate. */
export function readCertificate(der: Bytes): Certificate {
  const [body, outerAlgorithm, signature, ...more] = children(readDer(der), SEQUENCE);
  if (body === undefined || outerAlgorithm === undefined || more.length > 0) throw new FormatError('no certificate');
  const fields = [...children(body, SEQUENCE)];
  if (fields[0]?.tag !== 0xa0) throw new FormatError('a certificate of version 1');
  const [, serial, algorithm, issuer, validity, subject, key, ...rest] = fields;
  if (serial?.tag !== INTEGER || algorithm === undefined || issuer === undefined || validity === undefined) {
    throw new FormatError('no certificate');
  }
  if (subject === undefined || key === undefined) throw new FormatError('no certificate');
  const signatureAlgorithm = algorithmId(outerAlgorithm);
  if (signatureAlgorithm !== algorithmId(algorithm)) throw new FormatError('two signature algorithms');
  const [notBefore, notAfter] = children(validity, SEQUENCE);
  const [keyAlgorithm, keyBits] = children(key, SEQUENCE);
  if (keyAlgorithm === undefined) throw new FormatError('a certificate without key');
  const [keyType, keyParameter] = children(keyAlgorithm, SEQUENCE);
  return {
    der,
    signed: body.whole,
    signatureAlgorithm,
    signature: bitString(signature),
    issuer: issuer.whole,
    subject: subject.whole,
    subjectNames: names(subject),
    notBefore: derTime(notBefore),
    notAfter: derTime(notAfter),
    keyAlgorithm: objectId(keyType),
    keyCurve: keyParameter?.tag === 0x06 ? objectId(keyParameter) : '',
    publicKey: bitString(keyBits),
    ...extensions(rest),
  };
}

function algorithmId(algorithm: Der): string {
  return objectId(children(algorithm, SEQUENCE)[0]);
}

function names(subject: Der): readonly SubjectName[] {
  return children(subject, SEQUENCE).flatMap((relative) => {
    const parts = children(relative, SET);
    return parts.map((part) => {
      const [type, value] = children(part, SEQUENCE);
      return { type: objectId(type), text: derText(value), multiple: parts.length > 1 };
    });
  });
}

type Extensions = Pick<Certificate, 'authority' | 'keyUsage' | 'unknownCritical'>;

function extensions(rest: readonly Der[]): Extensions {
  let authority: Certificate['authority'] = null;
  let keyUsage: number | null = null;
  let unknownCritical = false;
  const wrapper = rest.find((field) => field.tag === 0xa3);
  const seen = new Set<string>();
  for (const extension of wrapper === undefined ? [] : children(readDer(wrapper.content), SEQUENCE)) {
    const parts = children(extension, SEQUENCE);
    const id = objectId(parts[0]);
    const critical = parts[1]?.tag === BOOLEAN && parts[1].content[0] === 0xff;
    const value = parts[parts.length - 1];
    if (value?.tag !== OCTET_STRING || seen.has(id)) throw new FormatError('a malformed extension');
    seen.add(id);
    if (id === BASIC_CONSTRAINTS) authority = basicConstraints(readDer(value.content));
    else if (id === KEY_USAGE) keyUsage = usage(readDer(value.content));
    else unknownCritical ||= critical;
  }
  return { authority, keyUsage, unknownCritical };
}

function basicConstraints(value: Der): Certificate['authority'] {
  const [flag, pathLength] = children(value, SEQUENCE);
  if (flag?.tag !== BOOLEAN || flag.content[0] !== 0xff) return null;
  if (pathLength === undefined) return { pathLength: null };
  const [length] = pathLength.content;
  if (pathLength.tag !== INTEGER || pathLength.content.length !== 1 || length === undefined || length > 0x7f) {
    throw new FormatError('a path length that is not accepted');
  }
  return { pathLength: length };
}

function usage(value: Der): number {
  if (value.tag !== BIT_STRING) throw new FormatError('a malformed key usage');
  return value.content[1] ?? 0;
}
