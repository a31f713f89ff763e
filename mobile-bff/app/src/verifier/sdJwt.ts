import { Broken, FormatError, orBroken } from './broken';
import { fromBase64, fromBase64Url, fromUtf8, utf8, type Bytes } from './bytes';
import type { Cryptography } from './cryptography';
import { parseJson, type Json, type JsonMap } from './json';
import { ALGORITHMS } from './suite';

/** An SD-JWT (RFC 9901) without key binding, as it stands in the text; nothing is verified yet. */
export interface SdJwt {
  /** The issuer-signed JWT: the bytes that the ledger's commitment covers. */
  readonly jwt: string;
  /** What the issuer signed. */
  readonly signed: Bytes;
  readonly signature: Bytes;
  /** The `alg` of the header, one of `ALGORITHMS`: whether the key is of its suite is asked later. */
  readonly algorithm: string;
  /** DER, the signer's first. */
  readonly certificates: readonly Bytes[];
  /** The always visible claims, without the digests. */
  readonly claims: JsonMap;
  readonly digests: ReadonlySet<string>;
  readonly disclosures: readonly string[];
}

const MAX_LENGTH = 1 << 20;
const LEAST_DIGESTS = 8;
const SALT_BYTES = 16;
const RESERVED = ['_sd', '...', '_sd_alg'];
const MALFORMED = 'TOKEN_MALFORMED';

export function readSdJwt(compact: string): SdJwt {
  return orBroken(MALFORMED, () => {
    if (compact.length > MAX_LENGTH) throw new FormatError('the document is too large');
    if (!compact.endsWith('~') || !/^[!-~]*$/.test(compact)) throw new FormatError('not an SD-JWT without key binding');
    const [jwt = '', ...disclosures] = compact.slice(0, -1).split('~');
    const [header, payload, signature, ...more] = jwt.split('.');
    if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
      throw new FormatError('not a JWT of three parts');
    }
    const { algorithm, certificates } = readHeader(readJson(header));
    const claims = readJson(payload);
    if (!(claims instanceof Map)) throw new FormatError('the claims are not an object');
    const visible = new Map<string, Json>(claims);
    visible.delete('_sd');
    visible.delete('_sd_alg');
    return {
      jwt,
      signed: utf8(`${header}.${payload}`),
      signature: fromBase64Url(signature),
      algorithm,
      certificates,
      claims: visible,
      digests: readDigests(claims),
      disclosures,
    };
  });
}

function readJson(encoded: string): Json {
  return parseJson(fromUtf8(fromBase64Url(encoded)));
}

function readHeader(header: Json): Pick<SdJwt, 'algorithm' | 'certificates'> {
  const malformed = new FormatError('the header of the JWT');
  if (!(header instanceof Map) || header.size !== 3) throw malformed;
  const algorithm = header.get('alg');
  const certificates = header.get('x5c');
  if (typeof algorithm !== 'string' || typeof header.get('typ') !== 'string') throw malformed;
  if (!Array.isArray(certificates) || certificates.length < 1 || certificates.length > 4) throw malformed;
  if (!Object.values(ALGORITHMS).includes(algorithm) || header.get('typ') !== 'dc+sd-jwt') {
    throw new FormatError('another algorithm or type');
  }
  const der = certificates.map((certificate: Json) => {
    if (typeof certificate !== 'string') throw malformed;
    return fromBase64(certificate);
  });
  return { algorithm, certificates: der };
}

function readDigests(claims: JsonMap): ReadonlySet<string> {
  const list = claims.get('_sd');
  const malformed = new FormatError('the digests of the JWT');
  if (!Array.isArray(list) || claims.get('_sd_alg') !== 'sha-256') throw malformed;
  if (list.length < LEAST_DIGESTS || (list.length & (list.length - 1)) !== 0) throw malformed;
  let previous = '';
  for (const digest of list as readonly Json[]) {
    if (typeof digest !== 'string' || digest.length !== 43 || digest <= previous) throw malformed;
    previous = digest;
  }
  return new Set(list as readonly string[]);
}

/** Opens the disclosures, each of which must belong to exactly one digest: an added or doubled one is refused. */
export async function disclose(token: SdJwt, cryptography: Cryptography): Promise<JsonMap> {
  const unused = new Set(token.digests);
  const disclosed = new Map<string, Json>();
  for (const encoded of token.disclosures) {
    const [name, value] = orBroken(MALFORMED, () => readDisclosure(encoded));
    const digest = await cryptography.sha256Url(utf8(encoded));
    if (!token.digests.has(digest)) throw new Broken('DISCLOSURE_FOREIGN', { disclosure: name.slice(0, 64) });
    if (!unused.delete(digest) || token.claims.has(name) || disclosed.has(name)) {
      throw new Broken('DISCLOSURE_DUPLICATED', { disclosure: name.slice(0, 64) });
    }
    disclosed.set(name, value);
  }
  return disclosed;
}

function readDisclosure(encoded: string): readonly [string, Json] {
  const list = readJson(encoded);
  if (!Array.isArray(list) || list.length !== 3) throw new FormatError('a disclosure has salt, name and value');
  const [salt, name, value] = list as unknown as readonly [Json, Json, Json];
  if (typeof salt !== 'string' || typeof name !== 'string') throw new FormatError('salt and name are texts');
  if (fromBase64Url(salt).length !== SALT_BYTES) throw new FormatError('a salt has 16 bytes');
  if (RESERVED.includes(name)) throw new FormatError('a reserved name');
  refuseNested(value);
  return [name, value];
}

function refuseNested(value: Json): void {
  if (Array.isArray(value)) {
    (value as readonly Json[]).forEach(refuseNested);
  } else if (value instanceof Map) {
    if (RESERVED.some((name) => value.has(name))) throw new FormatError('digests inside a disclosure');
    value.forEach(refuseNested);
  }
}
