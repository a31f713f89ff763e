package org.yipiao.ledger.protocol.checkpoint;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.trust.TrustSource;
import org.yipiao.ledger.protocol.wire.FormatException;

/** Verifies that a checkpoint is final: signed for the log and cosigned by a quorum. */
public final class CosignedCheckpoint {

  private CosignedCheckpoint() {}

  /** What came of verifying a note. */
  public sealed interface Verification {

    /**
     * The checkpoint is final.
     *
     * @param members names of the members that cosigned, in the note's order
     * @param cosignedAt the time of the cosignature that completed the quorum
     */
    record Final(Checkpoint checkpoint, List<String> members, Instant cosignedAt)
        implements Verification {}

    /** The checkpoint is not proven final. */
    record NotFinal(CheckpointFault fault, String detail) implements Verification {}
  }

  /**
   * Verifies a note under a trust root. Lines by keys that are unknown in the epoch of its size are
   * ignored, and so are further lines by the same key; a line that names a known key and does not
   * verify refuses the whole note. All log keys have one name, and two of them may have one id of
   * 32 bits: a line that names both holds by either.
   */
  public static Verification verify(String note, TrustSource trust) {
    return verify(note, trust, Requirement.CLASSICAL);
  }

  /**
   * The same with a choice of the cosignatures that count; lines of other types are ignored. What
   * may be of an epoch that is not known yet is verified once more under a later trust root, if the
   * source has one.
   */
  public static Verification verify(String note, TrustSource source, Requirement requirement) {
    TrustRoot known = source.present();
    Verification first = verified(note, known, requirement);
    if (!mayBeOfALaterEpoch(note, known, first)) {
      return first;
    }
    return source
        .later(known, root -> verified(note, root, requirement) instanceof Verification.Final)
        .map(root -> verified(note, root, requirement))
        .orElse(first);
  }

  /** A size of the last known epoch may turn out to be of the next one. */
  private static boolean mayBeOfALaterEpoch(String note, TrustRoot known, Verification found) {
    return found instanceof Verification.NotFinal(CheckpointFault fault, String _)
        && fault.mayBeOfALaterEpoch()
        && Checkpoint.parse(SignedNote.parse(note).text()).size()
            > known.epochs().getLast().fromSize();
  }

  private static Verification verified(String note, TrustRoot trust, Requirement requirement) {
    SignedNote signed;
    Checkpoint checkpoint;
    try {
      signed = SignedNote.parse(note);
      checkpoint = Checkpoint.parse(signed.text());
    } catch (FormatException e) {
      return notFinal(CheckpointFault.FORMAT, String.valueOf(e.getMessage()));
    }
    if (!checkpoint.origin().equals(trust.origin())) {
      return notFinal(CheckpointFault.ORIGIN, checkpoint.origin());
    }
    var epoch = trust.epochOf(checkpoint.size());
    if (epoch.isEmpty()) {
      return notFinal(CheckpointFault.EPOCH, "size " + checkpoint.size());
    }
    String badLogKey = checkLogSignature(signed, checkpoint, trust.logKeys(epoch.get()));
    if (!badLogKey.isEmpty()) {
      return notFinal(CheckpointFault.LOG_SIGNATURE, badLogKey);
    }
    return quorum(signed, checkpoint, epoch.get(), requirement);
  }

  private static String checkLogSignature(
      SignedNote signed, Checkpoint checkpoint, List<Vkey> logKeys) {
    boolean found = false;
    for (NoteSignature line : signed.firstOfEachKey()) {
      List<Vkey> named = logKeys.stream().filter(key -> key.names(line)).toList();
      if (named.isEmpty()) {
        continue;
      }
      if (named.stream().noneMatch(key -> LogSigner.verify(key, checkpoint, line))) {
        return "log key " + Integer.toHexString(line.keyId()) + " did not sign this";
      }
      found = true;
    }
    return found ? "" : "no line by a log key";
  }

  private static Verification quorum(
      SignedNote signed, Checkpoint checkpoint, TrustEpoch epoch, Requirement requirement) {
    Map<String, Long> times = new LinkedHashMap<>();
    for (NoteSignature line : signed.firstOfEachKey()) {
      for (TrustEpoch.Member member : epoch.cosigners()) {
        if (member.vkey().type() != requirement.counted() || !member.vkey().names(line)) {
          continue;
        }
        OptionalLong time = requirement.verify(member.vkey(), checkpoint, line);
        if (time.isEmpty()) {
          return notFinal(CheckpointFault.COSIGNATURE, member.name() + " did not sign this");
        }
        times.merge(member.name(), time.getAsLong(), Math::min);
      }
    }
    if (times.size() < epoch.threshold()) {
      return notFinal(
          CheckpointFault.QUORUM, times.size() + " of " + epoch.threshold() + " members cosigned");
    }
    long completed =
        times.values().stream().sorted().skip(epoch.threshold() - 1L).findFirst().orElseThrow();
    return new Verification.Final(
        checkpoint, List.copyOf(times.keySet()), Instant.ofEpochSecond(completed));
  }

  private static Verification notFinal(CheckpointFault fault, String detail) {
    return new Verification.NotFinal(fault, detail);
  }
}
