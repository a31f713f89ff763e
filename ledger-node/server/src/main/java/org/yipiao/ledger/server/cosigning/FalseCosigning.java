package org.yipiao.ledger.server.cosigning;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.lies.Lies;

/** Names validators that cosigned falsely, and keeps what proves it. */
public final class FalseCosigning {

  private final Chain chain;
  private final Validators validators;
  private final Lies lies;
  private final EvidenceStore evidence;

  public FalseCosigning(Chain chain, Validators validators, Lies lies, EvidenceStore evidence) {
    this.chain = chain;
    this.validators = validators;
    this.lies = lies;
    this.evidence = evidence;
  }

  /** A validator made two valid cosignatures of one size and two roots. */
  void twice(Cosignature first, Cosignature second) {
    lies.told(second.member(), LieKind.CONFLICTING_COSIGNATURES);
    keep(second.member(), second.size(), note(second), note(first));
  }

  /** The same of two cosignatures for archives. */
  void twice(PostQuantumCosignature first, PostQuantumCosignature second) {
    lies.told(second.member(), LieKind.CONFLICTING_COSIGNATURES);
    keep(second.member(), second.size(), note(second), note(first));
  }

  /** A valid cosignature is of another root than this node's log has at a final size. */
  void besideFinal(Cosignature cosignature) {
    besideFinal(cosignature.member(), cosignature.size(), note(cosignature));
  }

  /** The same of a cosignature for archives. */
  void besideFinal(PostQuantumCosignature cosignature) {
    besideFinal(cosignature.member(), cosignature.size(), note(cosignature));
  }

  private void besideFinal(int member, long size, SignedNote accused) {
    lies.told(member, LieKind.WRONG_ROOT);
    // Without a checkpoint of that size, as between two of them, nothing proves it to others.
    chain
        .checkpointAt(size)
        .ifPresent(last -> keep(member, size, accused, SignedNote.parse(last.note())));
  }

  private void keep(int member, long size, SignedNote accused, SignedNote other) {
    if (!evidence.has(member, size)) {
      evidence.keep(member, size, new CosigningEvidence(accused, other));
    }
  }

  private SignedNote note(Cosignature cosignature) {
    return validators
        .key(cosignature.member(), cosignature.size())
        .map(key -> note(cosignature.size(), cosignature.root(), cosignature.line(key)))
        .orElseThrow(() -> new FormatException("a cosignature of nobody"));
  }

  private SignedNote note(PostQuantumCosignature cosignature) {
    return Optional.ofNullable(
            validators.postQuantumKeys(cosignature.size()).get(cosignature.member()))
        .map(key -> note(cosignature.size(), cosignature.root(), cosignature.line(key)))
        .orElseThrow(() -> new FormatException("a cosignature of nobody"));
  }

  private SignedNote note(long size, Digest root, NoteSignature line) {
    var checkpoint = new Checkpoint(validators.origin(), size, root);
    return new SignedNote(checkpoint.body(), List.of(line));
  }
}
