package org.yipiao.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.reason.Reason;

/** Whether a trust root does not know by whom a proof was cosigned because it is older. */
final class TrustRootAge {

  private final TrustRoot trust;
  private final String file;

  /**
   * @param file that it was read from
   */
  TrustRootAge(TrustRoot trust, String file) {
    this.trust = trust;
    this.file = file;
  }

  /**
   * What to say of a proof that is not final under it, where its age may be why.
   *
   * @param proof the text of a tlog-proof
   */
  Optional<Reason> comparedWith(String proof) {
    try {
      SignedNote note = SignedNote.parse(TlogProof.parse(proof).checkpoint());
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      return checkpoint.origin().equals(trust.origin())
          ? compared(note, checkpoint.size())
          : Optional.empty();
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Reason> compared(SignedNote note, long size) {
    TrustEpoch last = trust.epochs().getLast();
    if (last.end().isPresent() && size > last.end().getAsLong()) {
      return Optional.of(
          Reason.of(CommandText.TRUST_ROOT_OLDER, last.end().getAsLong(), size, file));
    }
    return size > last.fromSize() && hasUnknownKeys(note)
        ? Optional.of(Reason.of(CommandText.TRUST_ROOT_MAYBE_OLDER, last.fromSize(), size, file))
        : Optional.empty();
  }

  private boolean hasUnknownKeys(SignedNote note) {
    return note.signatures().stream()
        .anyMatch(line -> knownKeys().noneMatch(key -> key.names(line)));
  }

  private Stream<Vkey> knownKeys() {
    return Stream.concat(
        trust.logKeys().stream(),
        trust.epochs().stream()
            .flatMap(epoch -> epoch.cosigners().stream())
            .map(TrustEpoch.Member::vkey));
  }
}
