package org.yipiao.ledger.server.cosigning;

import java.util.List;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
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
    keep(second, note(first));
  }

  /** A valid cosignature is of another root than this node's log has at a final size. */
  void besideFinal(Cosignature cosignature) {
    lies.told(cosignature.member(), LieKind.WRONG_ROOT);
    // Without a checkpoint of that size, as between two of them, nothing proves it to others.
    chain
        .checkpointAt(cosignature.size())
        .ifPresent(last -> keep(cosignature, SignedNote.parse(last.note())));
  }

  private void keep(Cosignature accused, SignedNote other) {
    if (!evidence.has(accused.member(), accused.size())) {
      evidence.keep(accused.member(), accused.size(), new CosigningEvidence(note(accused), other));
    }
  }

  private SignedNote note(Cosignature cosignature) {
    var checkpoint = new Checkpoint(validators.origin(), cosignature.size(), cosignature.root());
    var key =
        validators
            .key(cosignature.member(), cosignature.size())
            .orElseThrow(() -> new FormatException("a cosignature of nobody"));
    return new SignedNote(checkpoint.body(), List.of(cosignature.line(key)));
  }
}
