package org.yipiao.ledger.protocol.checkpoint;

import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * What proves to anybody who has the trust root that a validator cosigned falsely: a checkpoint
 * that it cosigned, and another of the same size and with another root, which it cosigned too or
 * which is final. An honest validator signs each size once by each of its keys, and what it
 * executed.
 *
 * <p>As a text: the line {@code yipiao/cosigning-evidence@v1}, the first note, an empty line, the
 * second note.
 *
 * @param accused with one signature line, the cosignature of who is accused
 * @param other what contradicts it
 */
public record CosigningEvidence(SignedNote accused, SignedNote other) {

  /** The most characters that are read: a final note of some dozens of validators and more. */
  public static final int MAX_LENGTH = 1 << 18;

  private static final String FIRST_LINE = "yipiao/cosigning-evidence@v1\n";
  private static final String BLANK = "\n\n";

  public CosigningEvidence {
    if (accused.signatures().size() != 1) {
      throw new FormatException("the first note is of one signature");
    }
  }

  /** What came of verifying. */
  public sealed interface Verdict {

    /**
     * The member cosigned falsely.
     *
     * @param member by its name in the trust root
     * @param twice whether it cosigned both roots; otherwise the other one is final
     * @param cosigned the root in the accused note
     */
    record Proven(String member, long size, boolean twice, Digest cosigned, Digest other)
        implements Verdict {}

    /** Nothing is proven. */
    record NotProven(EvidenceFault fault) implements Verdict {}
  }

  public String format() {
    return FIRST_LINE + accused.format() + "\n" + other.format();
  }

  /**
   * @throws FormatException unless the text is exactly what {@link #format} gives
   */
  public static CosigningEvidence parse(String text) {
    if (!text.startsWith(FIRST_LINE) || text.length() > MAX_LENGTH) {
      throw new FormatException("not evidence of cosigning");
    }
    String[] parts = text.substring(FIRST_LINE.length()).split(BLANK, -1);
    if (parts.length != 4) {
      throw new FormatException("evidence consists of two notes");
    }
    return new CosigningEvidence(
        SignedNote.parse(parts[0] + BLANK + parts[1] + "\n"),
        SignedNote.parse(parts[2] + BLANK + parts[3]));
  }

  /** Verifies with nothing but the trust root. */
  public Verdict verify(TrustRoot trust) {
    Checkpoint first;
    Checkpoint second;
    try {
      first = Checkpoint.parse(accused.text());
      second = Checkpoint.parse(other.text());
    } catch (FormatException e) {
      return new Verdict.NotProven(EvidenceFault.FORMAT);
    }
    if (!first.origin().equals(trust.origin()) || !second.origin().equals(trust.origin())) {
      return new Verdict.NotProven(EvidenceFault.ORIGIN);
    }
    if (first.size() != second.size() || first.root().equals(second.root())) {
      return new Verdict.NotProven(EvidenceFault.NO_CONFLICT);
    }
    var epoch = trust.epochOf(first.size());
    if (epoch.isEmpty()) {
      return new Verdict.NotProven(EvidenceFault.EPOCH);
    }
    return cosigner(epoch.get().cosigners(), first, accused)
        .map(liar -> judge(liar, first, second, trust))
        .orElse(new Verdict.NotProven(EvidenceFault.NOT_COSIGNED));
  }

  private Verdict judge(
      TrustEpoch.Member liar, Checkpoint first, Checkpoint second, TrustRoot trust) {
    boolean twice = cosigner(List.of(liar), second, other).isPresent();
    if (twice
        || CosignedCheckpoint.verify(other.format(), trust)
            instanceof CosignedCheckpoint.Verification.Final) {
      return new Verdict.Proven(liar.name(), first.size(), twice, first.root(), second.root());
    }
    return new Verdict.NotProven(EvidenceFault.NOT_CONTRADICTED);
  }

  private static Optional<TrustEpoch.Member> cosigner(
      List<TrustEpoch.Member> members, Checkpoint checkpoint, SignedNote note) {
    return members.stream()
        .filter(member ->
            note.firstOfEachKey().stream()
                .anyMatch(line -> signed(member.vkey(), checkpoint, line)))
        .findFirst();
  }

  private static boolean signed(Vkey key, Checkpoint checkpoint, NoteSignature line) {
    return switch (key.type()) {
      case COSIGNATURE -> Cosigner.verify(key, checkpoint, line).isPresent();
      case POST_QUANTUM_COSIGNATURE ->
          PostQuantumCosigner.verify(key, checkpoint, line).isPresent();
      case LOG, NAMED -> false;
    };
  }
}
