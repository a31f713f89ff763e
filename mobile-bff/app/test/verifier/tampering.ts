import { base64, base64Url, fromBase64, fromBase64Url, utf8 } from '../../src/verifier/bytes';
import type { Parts } from './golden';

/** A broken bundle, what was done to it, and the reasons for which it may be refused. */
export interface Tampered {
  readonly what: string;
  readonly parts: Parts;
  readonly problems: readonly string[];
}

const SIGNATURE = '— ';

/** Breaks a sound bundle in each part: the same cases as the demo's promise of offline verification. */
export function tamper(given: Parts, foreign: Parts, quorum: number): readonly Tampered[] {
  const origin = noteOf(given.proof)[0] ?? '';
  const sound = { ...given, proof: withCosignatures(given.proof, origin, quorum) };
  return [
    ...tamperDocument(sound, foreign),
    ...tamperLeaf(sound, foreign),
    ...tamperProof(sound, origin, quorum),
  ];
}

/** The bundle with just the cosignatures needed. */
export function minimal(given: Parts, quorum: number): Parts {
  return { ...given, proof: withCosignatures(given.proof, noteOf(given.proof)[0] ?? '', quorum) };
}

function tamperDocument(sound: Parts, foreign: Parts): readonly Tampered[] {
  const [jwt = '', ...rest] = sound.document.split('~');
  const disclosures = rest.slice(0, -1);
  const document = (what: string, text: string, ...problems: readonly string[]): Tampered => ({
    what,
    parts: { ...sound, document: text },
    problems,
  });
  const segments = jwt.split('.');
  const text = (changed: readonly string[]) => [jwt, ...changed, ''].join('~');
  const added = base64Url(utf8('["AAAAAAAAAAAAAAAAAAAAAA","added","by nobody"]'));
  return [
    ...segments.map((segment, i) =>
      document(
        `JWT part ${i}`,
        [segments.with(i, flipUrl(segment)).join('.'), ...rest].join('~'),
        ...['TOKEN_MALFORMED', 'CLAIMS_MALFORMED', 'CERTIFICATE_UNTRUSTED', 'CERTIFICATE_OF_ANOTHER', 'SIGNATURE_INVALID'],
      ),
    ),
    ...disclosures.map((disclosure, i) =>
      document(
        `disclosure ${i}`,
        text(disclosures.with(i, flipUrl(disclosure))),
        'TOKEN_MALFORMED',
        'DISCLOSURE_FOREIGN',
      ),
    ),
    document('added disclosure', text([...disclosures, added]), 'DISCLOSURE_FOREIGN'),
    document('foreign disclosure', text([...disclosures, foreign.document.split('~')[1] ?? '']), 'DISCLOSURE_FOREIGN'),
    document('disclosure given twice', text([...disclosures, disclosures[0] ?? '']), 'DISCLOSURE_DUPLICATED'),
    document('foreign document', foreign.document, 'COMMITMENT_DIFFERS'),
  ];
}

function tamperLeaf(sound: Parts, foreign: Parts): readonly Tampered[] {
  const leaf = fromBase64(sound.leaf);
  const bytes = Array.from(leaf, (_, at) => {
    const changed = leaf.slice();
    changed[at]! ^= 1 << (at % 8);
    return {
      what: `leaf byte ${at}`,
      parts: { ...sound, leaf: base64(changed) },
      problems: [
        ...['LEAF_FORMAT', 'LEAF_TYPE', 'OUTCOME', 'COMMITMENT_DIFFERS', 'INVOICE_ID_DIFFERS', 'TOTAL_DIFFERS'],
        ...['CLAIMABLE_DIFFERS', 'MEMBER_DIFFERS', 'INCLUSION'],
      ],
    };
  });
  return [
    ...bytes,
    { what: 'foreign leaf', parts: { ...sound, leaf: foreign.leaf }, problems: ['COMMITMENT_DIFFERS'] },
    {
      what: 'foreign leaf and proof',
      parts: { ...foreign, document: sound.document },
      problems: ['COMMITMENT_DIFFERS'],
    },
  ];
}

function tamperProof(sound: Parts, origin: string, quorum: number): readonly Tampered[] {
  const lines = sound.proof.split('\n').slice(0, -1);
  const note = lines.indexOf('') + 1;
  const proof = (what: string, at: number, line: string, ...problems: readonly string[]): Tampered => ({
    what,
    parts: { ...sound, proof: lines.with(at, line).join('\n') + '\n' },
    problems,
  });
  const cases: Tampered[] = [];
  lines.forEach((line, at) => {
    if (at >= 1 && at < note - 1) {
      const index = line.startsWith('index ');
      cases.push(proof(index ? 'index' : `path hash, line ${at}`, at, index ? next(line) : flip(line), 'INCLUSION'));
    }
    if (at >= note + 3 && line.startsWith(SIGNATURE)) {
      const blob = line.lastIndexOf(' ') + 1;
      const signer = line.slice(2, blob - 1);
      const problem = signer === origin ? 'LOG_SIGNATURE' : 'COSIGNATURE';
      cases.push(proof(`signature of ${signer}`, at, line.slice(0, blob) + flip(line.slice(blob)), problem));
    }
  });
  return [
    ...cases,
    // Another size may lead to the same root by the same path: then the log's signature is what fails.
    proof('size', note + 1, next(lines[note + 1] ?? ''), 'INCLUSION', 'LOG_SIGNATURE'),
    proof('root', note + 2, flip(lines[note + 2] ?? ''), 'INCLUSION'),
    proof('origin', note, `${lines[note]}x`, 'ORIGIN'),
    {
      what: 'dropped quorum',
      parts: { ...sound, proof: withCosignatures(sound.proof, origin, quorum - 1) },
      problems: ['QUORUM'],
    },
  ];
}

function noteOf(proof: string): readonly string[] {
  const lines = proof.split('\n');
  return lines.slice(lines.indexOf('') + 1);
}

/** Keeps the log's own signature and the first cosignatures. */
function withCosignatures(proof: string, origin: string, count: number): string {
  let seen = 0;
  return proof
    .split('\n')
    .filter((line) => !line.startsWith(SIGNATURE) || line.startsWith(`${SIGNATURE}${origin} `) || seen++ < count)
    .join('\n');
}

function next(line: string): string {
  const start = line.lastIndexOf(' ') + 1;
  return line.slice(0, start) + (BigInt(line.slice(start)) ^ 1n);
}

/** Changes a bit in the middle. */
function flipUrl(text: string): string {
  const bytes = fromBase64Url(text);
  bytes[bytes.length >> 1]! ^= 1;
  return base64Url(bytes);
}

/** Changes the last bit. */
function flip(text: string): string {
  const bytes = fromBase64(text);
  bytes[bytes.length - 1]! ^= 1;
  return base64(bytes);
}
