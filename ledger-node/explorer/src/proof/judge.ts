import { Broken, Unable } from '@app/verifier/broken';
import { base64, equal, fromBase64, hex, type Bytes } from '@app/verifier/bytes';
import { Cryptography } from '@app/verifier/cryptography';
import { cosigned, included, logSigned } from '@app/verifier/finality';
import { readHeader } from '@app/verifier/header';
import { readLeaf, type Leaf } from '@app/verifier/leaf';
import { readCheckpoint, readProof, type CheckpointNote } from '@app/verifier/note';
import type { TrustRoot } from '@app/verifier/trust';
import { readInvoiceRow, type InvoiceRow } from './invoiceRow';
import { invoiceKey, mapRoot, readStateProof, requireSearchEndsHere, stateRootOf } from './stateProof';
import { verdictOf, type Verdict } from './verdict';

/** A checkpoint that a quorum has cosigned. */
export interface FinalNote {
  readonly size: bigint;
  readonly root: string;
  readonly members: readonly string[];
  readonly threshold: number;
  /** ISO-8601: the time of the signature that completed the quorum, by its signer's clock. */
  readonly cosignedAt: string;
}

/** An operation in the final log. */
export interface ProvenOperation {
  readonly index: bigint;
  readonly leaf: Leaf;
  readonly note: FinalNote;
}

/** What the state says of an invoice after the last block of a log of `size` leaves. */
export interface ProvenState {
  readonly size: bigint;
  readonly height: bigint;
  readonly timeNanos: bigint;
  readonly contractVersion: number;
  /** Null where there is no such invoice. */
  readonly row: InvoiceRow | null;
  readonly note: FinalNote;
}

/** From this version of the contract on a block's state root proves rows. */
const FIRST_WITH_MAP = 2;

/** Verifies what a node says with the keys of a trust root, with the browser's own cryptography. */
export class Judge {
  private readonly cryptography: Cryptography | null;

  constructor(
    private readonly trust: TrustRoot | null,
    subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
  ) {
    this.cryptography = subtle === null ? null : new Cryptography(subtle);
  }

  checkpoint(note: string): Promise<Verdict<FinalNote>> {
    return verdictOf(async () => this.final(readCheckpoint(note)));
  }

  /** @param leaf in base64 */
  operation(index: bigint, leaf: string, proof: string): Promise<Verdict<ProvenOperation>> {
    return verdictOf(async () => {
      const bytes = decoded(leaf, 'LEAF_FORMAT');
      const place = readProof(proof).index;
      if (place !== index) throw new Broken('OTHER_INDEX', { wanted: String(index), given: String(place) });
      return { index, leaf: readLeaf(bytes), note: await this.leafIsFinal(bytes, proof) };
    });
  }

  /** @param notBefore the size of the newest checkpoint that is known: an older state is not the present one */
  invoice(id: bigint, text: string, notBefore: bigint): Promise<Verdict<ProvenState>> {
    return verdictOf(async () => {
      const cryptography = this.able().cryptography;
      const proof = readStateProof(text);
      const key = invoiceKey(id);
      if (!equal(proof.key, key)) throw new Broken('OTHER_KEY', { wanted: hex(key), given: hex(proof.key) });
      requireSearchEndsHere(proof);
      const header = readHeader(readLeaf(proof.headerLeaf));
      const note = await this.leafIsFinal(proof.headerLeaf, proof.inclusion);
      if (header.contractVersion < FIRST_WITH_MAP) throw new Broken('CONTRACT_VERSION', { version: header.contractVersion });
      const root = await stateRootOf(await mapRoot(proof, cryptography), cryptography);
      if (!equal(root, header.stateRoot)) throw new Broken('STATE_ROOT', { computed: hex(root), header: hex(header.stateRoot) });
      const size = readProof(proof.inclusion).index + 1n;
      if (size < notBefore) throw new Broken('STALE', { size: String(size), known: String(notBefore) });
      const row = proof.end.kind === 'value' ? readInvoiceRow(proof.end.value) : null;
      return { size, height: header.height, timeNanos: header.timeNanos, contractVersion: header.contractVersion, row, note };
    });
  }

  private able(): { readonly trust: TrustRoot; readonly cryptography: Cryptography } {
    if (this.cryptography === null) throw new Unable('CRYPTO_UNAVAILABLE');
    if (this.trust === null) throw new Unable('NO_TRUST');
    return { trust: this.trust, cryptography: this.cryptography };
  }

  private async leafIsFinal(leaf: Bytes, proof: string): Promise<FinalNote> {
    const [note] = await included(leaf, proof, this.able().cryptography);
    return this.final(note);
  }

  private async final(note: CheckpointNote): Promise<FinalNote> {
    const { trust, cryptography } = this.able();
    const [epoch] = await logSigned(note, trust, cryptography);
    const [, detail] = await cosigned(note, epoch, cryptography);
    return {
      size: note.size,
      root: base64(note.root),
      members: String(detail['members']).split(', '),
      threshold: epoch.threshold,
      cosignedAt: String(detail['cosignedAt']),
    };
  }
}

function decoded(text: string, problem: string): Bytes {
  try {
    return fromBase64(text);
  } catch {
    throw new Broken(problem, { reason: 'not base64' });
  }
}
