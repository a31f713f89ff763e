import { Broken, FormatError, Unable } from './broken';
import { base64, equal, fromBase64, hex, utf8, type Bytes } from './bytes';
import { certify, type CertifiedKey } from './certificatePath';
import { readClaims, type Claims } from './claims';
import { readContent } from './content';
import type { Cryptography } from './cryptography';
import { cosigned, included, logSigned, type Link } from './finality';
import { readInput } from './input';
import { iso } from './instant';
import { Fields, type Json } from './json';
import { readIssueInvoice, readLeaf, type IssueInvoice, type Leaf } from './leaf';
import { disclose, readSdJwt, type SdJwt } from './sdJwt';
import { readTrust, type TrustRoot } from './trust';
import { namingOf } from './naming';
import { ALGORITHMS, verifyOneSpelling, type SuiteName } from './suite';
import type { Check, CheckId, Disclosed, Signer, Verification } from './verification';

/** Follows the chain link by link and stops at the first that does not hold. */
export class Chain {
  private readonly checks: Check[] = [];
  private document: Disclosed | null = null;
  private signer: Signer | null = null;
  private suite: SuiteName | null = null;

  constructor(private readonly cryptography: Cryptography) {}

  async verify(bundle: unknown, trust: unknown): Promise<Verification> {
    try {
      await this.follow(bundle, trust);
    } catch (e) {
      if (!(e instanceof Broken) && !(e instanceof Unable)) throw e;
    }
    const last = this.checks[this.checks.length - 1];
    const outcome = last?.ok === true ? 'VALID' : last?.unable === true ? 'CANNOT_CHECK' : 'BROKEN';
    const { checks, document, signer, suite } = this;
    return { valid: outcome === 'VALID', outcome, checks, document, signer, suite };
  }

  private async follow(bundle: unknown, trustFile: unknown): Promise<void> {
    const trust = await this.link('trust', () => this.trust(trustFile));
    const parts = await this.link('bundle', () => this.bundle(bundle));
    const token = readLater(() => readSdJwt(parts.document));
    const claims = await this.link('document', () => this.claims(token()));
    const certified = await this.link('issuer-certificate', () => this.certificate(token(), claims, trust));
    await this.link('issuer-signature', () => this.issuerSignature(token(), certified));
    const document = await this.link('disclosures', () => this.disclosures(token(), claims));
    await this.link('issuer-name', () => this.issuerName(document, certified));
    const leaf = await this.link('commitment', () => this.commitment(token(), parts.leaf));
    await this.link('operation', () => this.operation(leaf, claims));
    const note = await this.link('inclusion', () => included(parts.leaf, parts.proof, this.cryptography));
    const epoch = await this.link('checkpoint', () => logSigned(note, trust, this.cryptography));
    await this.link('cosignatures', () => cosigned(note, epoch, this.cryptography));
    await this.link('certificate-time', () => this.certificateTime(leaf, certified));
  }

  private async link<T>(id: CheckId, check: () => Promise<Link<T>> | Link<T>): Promise<T> {
    try {
      const [value, detail, doubt] = await check();
      this.checks.push({ id, ok: true, detail, ...(doubt === undefined ? {} : { doubt }) });
      return value;
    } catch (e) {
      if (e instanceof Unable) this.checks.push({ id, ok: false, detail: e.detail, problem: e.problem, unable: true });
      else if (e instanceof Broken) this.checks.push({ id, ok: false, detail: e.detail, problem: e.problem });
      throw e;
    }
  }

  private async trust(file: unknown): Promise<Link<TrustRoot>> {
    let json: Json;
    try {
      json = readInput(file);
    } catch (e) {
      if (e instanceof FormatError) throw new Unable('TRUST_MALFORMED', { reason: e.message });
      throw e;
    }
    const trust = await readTrust(json, this.cryptography);
    return [trust, { origin: trust.origin, roots: trust.issuerRoots.length }];
  }

  private bundle(input: unknown): Link<Parts> {
    try {
      const fields = new Fields('bundle', readInput(input));
      const document = fields.text('document');
      const leaf = fromBase64(fields.text('leaf'));
      const proof = fields.text('proof');
      fields.end();
      return [{ document, leaf, proof }, { documentCharacters: document.length, leafBytes: leaf.length }];
    } catch (e) {
      if (e instanceof FormatError) throw new Broken('BUNDLE_MALFORMED', { reason: e.message });
      throw e;
    }
  }

  private claims(token: SdJwt): Link<Claims> {
    try {
      const claims = readClaims(token.claims);
      return [
        claims,
        {
          invoiceId: claims.invoiceId,
          issuerCode: claims.issuerCode,
          totalFen: Number(claims.totalFen),
          claimableFen: Number(claims.claimableFen),
        },
      ];
    } catch (e) {
      if (e instanceof FormatError) throw new Broken('CLAIMS_MALFORMED', { reason: e.message });
      throw e;
    }
  }

  private async certificate(token: SdJwt, claims: Claims, trust: TrustRoot): Promise<Link<CertifiedKey>> {
    const certified = await certify(token.certificates, trust.issuerRoots, this.cryptography);
    const { subject } = certified;
    const detail = {
      organization: subject.organization,
      creditCode: subject.creditCode,
      member: subject.member,
      certificate: hex(await this.cryptography.sha256(token.certificates[0] ?? new Uint8Array())),
    };
    if (subject.member !== claims.member || subject.creditCode !== claims.issuerCode) {
      throw new Broken('CERTIFICATE_OF_ANOTHER', detail);
    }
    return [certified, detail];
  }

  private async issuerSignature(token: SdJwt, certified: CertifiedKey): Promise<Link<void>> {
    const { suite, key } = certified;
    const detail = { suite, algorithm: token.algorithm, key: base64(key) };
    if (
      token.algorithm !== ALGORITHMS[suite] ||
      !(await verifyOneSpelling(suite, key, token.signed, token.signature, this.cryptography))
    ) {
      throw new Broken('SIGNATURE_INVALID', detail);
    }
    this.suite = suite;
    return [undefined, detail];
  }

  private async disclosures(token: SdJwt, claims: Claims): Promise<Link<Disclosed>> {
    const disclosed = await disclose(token, this.cryptography);
    this.document = readContent(claims, disclosed);
    return [this.document, { disclosed: disclosed.size, digests: token.digests.size }];
  }

  /** No format binds the printed name, so that another one breaks nothing; the reader is told of it. */
  private issuerName(document: Disclosed, { subject }: CertifiedKey): Link<void> {
    const printed = document.issuer?.name;
    const naming = namingOf(printed ?? null, subject.organization);
    this.signer = { name: subject.organization, creditCode: subject.creditCode, member: subject.member, naming };
    const detail = { ...(printed === undefined ? {} : { printed }), registered: subject.organization };
    return naming === 'DIFFERENT' ? [undefined, detail, 'ISSUER_NAME_DIFFERS'] : [undefined, detail];
  }

  private async commitment(token: SdJwt, leafBytes: Bytes): Promise<Link<IssuingLeaf>> {
    const leaf = readLeaf(leafBytes);
    const issue = readIssueInvoice(leaf);
    const commitment = await this.cryptography.sha256(utf8(token.jwt));
    const detail = { document: hex(commitment), register: hex(issue.commitment) };
    if (!equal(commitment, issue.commitment)) throw new Broken('COMMITMENT_DIFFERS', detail);
    return [{ ...leaf, issue }, detail];
  }

  private operation(leaf: IssuingLeaf, claims: Claims): Link<void> {
    const detail = { operation: 'IssueInvoice', member: leaf.member, transactionId: leaf.transactionId };
    if (leaf.outcome !== 0) throw new Broken('OUTCOME', { ...detail, outcome: leaf.outcome });
    if (leaf.issue.invoiceId !== BigInt(claims.invoiceId)) throw new Broken('INVOICE_ID_DIFFERS', detail);
    if (leaf.issue.totalFen !== claims.totalFen) throw new Broken('TOTAL_DIFFERS', detail);
    if (leaf.issue.claimableFen !== claims.claimableFen) throw new Broken('CLAIMABLE_DIFFERS', detail);
    if (leaf.member !== claims.member) throw new Broken('MEMBER_DIFFERS', detail);
    return [undefined, { ...detail, outcome: 0 }];
  }

  private certificateTime(leaf: Leaf, certified: CertifiedKey): Link<void> {
    const detail = {
      blockTime: iso(leaf.consensusTimeNanos),
      notBefore: iso(certified.notBefore),
      notAfter: iso(certified.notAfter),
    };
    if (leaf.consensusTimeNanos < certified.notBefore || leaf.consensusTimeNanos > certified.notAfter) {
      throw new Broken('CERTIFICATE_NOT_VALID_THEN', detail);
    }
    return [undefined, detail];
  }
}

type IssuingLeaf = Leaf & { readonly issue: IssueInvoice };

interface Parts {
  readonly document: string;
  readonly leaf: Bytes;
  readonly proof: string;
}

/** Reads once, and within the link that asks first: that link is the one which breaks. */
function readLater<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}
