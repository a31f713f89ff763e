import { Broken, FormatError } from './broken';
import { concat, equal, type Bytes } from './bytes';
import { CERTIFICATE_SIGNING, DIGITAL_SIGNATURE, readCertificate, type Certificate } from './certificate';
import { creditCode } from './claims';
import type { Cryptography } from './cryptography';
import { SEQUENCE, children, readDer } from './der';
import { suiteOfKey, suiteOfSignature, verifySignature, type SuiteName } from './suite';

const UNTRUSTED = 'CERTIFICATE_UNTRUSTED';

/** A chain that leads to a root; valid from the latest begin to the earliest end of all in it, root included. */
export interface CertifiedKey {
  /** The signer's point on the curve of its suite. */
  readonly key: Bytes;
  readonly suite: SuiteName;
  readonly subject: IssuerSubject;
  readonly root: Certificate;
  readonly notBefore: bigint;
  readonly notAfter: bigint;
}

/** Whom a document certificate names. */
export interface IssuerSubject {
  readonly organization: string;
  readonly creditCode: string;
  readonly member: number;
}

/**
 * Checks a chain against the issuer roots (RFC 5280, section 6.1, without policies and revocation). Whether it was valid at
 * the time of issue is a later question, because that time is proven later.
 *
 * @param chain DER, the signer's first
 */
export async function certify(
  chain: readonly Bytes[],
  roots: readonly Certificate[],
  cryptography: Cryptography,
): Promise<CertifiedKey> {
  try {
    return await follow(chain.map(readCertificate), roots, cryptography);
  } catch (e) {
    if (e instanceof FormatError) throw new Broken(UNTRUSTED, { reason: e.message });
    throw e;
  }
}

async function follow(
  path: readonly Certificate[],
  roots: readonly Certificate[],
  cryptography: Cryptography,
): Promise<CertifiedKey> {
  const [signer] = path;
  const last = path[path.length - 1];
  if (signer === undefined || last === undefined) throw new FormatError('no certificate');
  requireShape(path);
  for (let i = 0; i + 1 < path.length; i++) {
    const issuer = path[i + 1];
    const certificate = path[i];
    if (issuer === undefined || certificate === undefined || !(await signedBy(certificate, issuer, cryptography))) {
      throw new FormatError('the chain is broken');
    }
  }
  const root = await rootOf(last, roots, cryptography);
  if (root === null) throw new FormatError('no issuer root signed the chain');
  const all = [...path, root];
  const suite = suiteOfKey(signer);
  if (all.some((each) => suiteOfKey(each) !== suite)) throw new FormatError('a chain of two suites');
  return {
    key: signer.publicKey,
    suite,
    subject: subject(signer),
    root,
    notBefore: all.map((each) => each.notBefore).reduce((a, b) => (a > b ? a : b)),
    notAfter: all.map((each) => each.notAfter).reduce((a, b) => (a < b ? a : b)),
  };
}

function requireShape(path: readonly Certificate[]): void {
  let mayFollow = path.length;
  for (let i = path.length - 1; i >= 0; i--) {
    const certificate = path[i];
    if (certificate === undefined || certificate.unknownCritical) {
      throw new FormatError('an extension that is critical and not known');
    }
    if (i === 0) break;
    if (certificate.authority === null) throw new FormatError('the issuer is no authority');
    if (certificate.keyUsage !== null && (certificate.keyUsage & CERTIFICATE_SIGNING) === 0) {
      throw new FormatError('the issuer may not sign certificates');
    }
    if (!equal(certificate.issuer, certificate.subject) && mayFollow-- <= 0) throw new FormatError('the chain is too long');
    mayFollow = Math.min(mayFollow, certificate.authority.pathLength ?? mayFollow);
  }
  const signer = path[0];
  if (signer?.authority !== null || signer.keyUsage === null || (signer.keyUsage & DIGITAL_SIGNATURE) === 0) {
    throw new FormatError('not a certificate for signing documents');
  }
}

async function rootOf(
  last: Certificate,
  roots: readonly Certificate[],
  cryptography: Cryptography,
): Promise<Certificate | null> {
  for (const root of roots) {
    if (root.authority !== null && (await signedBy(last, root, cryptography))) return root;
  }
  return null;
}

async function signedBy(certificate: Certificate, issuer: Certificate, cryptography: Cryptography): Promise<boolean> {
  if (!equal(certificate.issuer, issuer.subject)) return false;
  const suite = suiteOfSignature(certificate);
  if (suiteOfKey(issuer) !== suite) return false;
  return verifySignature(suite, issuer.publicKey, certificate.signed, rawSignature(certificate.signature), cryptography);
}

/** DER of two integers as r ‖ s, 32 bytes each. */
function rawSignature(der: Bytes): Bytes {
  const parts = children(readDer(der), SEQUENCE).map(({ content }) => {
    const bytes = content[0] === 0 ? content.subarray(1) : content;
    if (bytes.length > 32) throw new FormatError('a signature that is too long');
    return concat(new Uint8Array(32 - bytes.length), bytes);
  });
  return concat(...parts);
}

function subject(certificate: Certificate): IssuerSubject {
  const member = only(certificate, '2.5.4.5');
  if (!/^[1-9][0-9]{0,8}$/.test(member)) throw new FormatError("the subject's serial number is no member number");
  return {
    organization: only(certificate, '2.5.4.10'),
    creditCode: creditCode(only(certificate, '2.5.4.97')),
    member: Number(member),
  };
}

function only(certificate: Certificate, type: string): string {
  const [found, ...more] = certificate.subjectNames.filter((name) => name.type === type);
  if (found === undefined || more.length > 0 || found.multiple) {
    throw new FormatError(`the subject has not exactly one ${type}`);
  }
  return found.text;
}
