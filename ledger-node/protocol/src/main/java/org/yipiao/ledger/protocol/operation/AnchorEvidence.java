package org.yipiao.ledger.protocol.operation;

import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;

/**
 * Proves from now on that the signer had something: its leaf is all there is of it, no rule reads
 * it again.
 *
 * <p>Fields: {@code 1 evidence_digest bytes(32), 2 kind fixed32}.
 *
 * @param evidenceDigest of what is anchored, not all zero; of anything that could be guessed, a
 *     digest that hides it
 * @param kind the number of an {@link EvidenceKind}
 */
public record AnchorEvidence(Digest evidenceDigest, int kind) implements Operation {

  public static AnchorEvidence of(Digest evidence, EvidenceKind kind) {
    return new AnchorEvidence(evidence, kind.number());
  }

  static AnchorEvidence read(FieldReader in) {
    return new AnchorEvidence(in.digest(1), in.fixed32(2));
  }

  @Override
  public OperationType type() {
    return OperationType.ANCHOR_EVIDENCE;
  }

  @Override
  public byte[] encode() {
    return new FieldWriter().digest(1, evidenceDigest).fixed32(2, kind).toBytes();
  }
}
