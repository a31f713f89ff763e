package org.yipiao.claims.server.review;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A word as it was written down.
 *
 * @param claimVersion the version of the claim at which it was said; for a later one it holds no
 *     more
 * @param foundFen what the plan had found, or null
 * @param nonce 32 hexadecimal characters, random: without it nobody can guess what a digest is of
 * @param textSealed note or evidence, under a key of the tenant
 * @param textDigest SHA-256 in hex of nonce and text
 * @param digest SHA-256 in hex of the whole decision; null while it is only proposed
 * @param actor the person
 * @param byProgram whether it was a program; null for one from before that was written down
 * @param cause the reason's code
 */
@SuppressWarnings("ArrayRecordComponent") // a row; compared nowhere
public record Verdict(
    String claimId,
    int sequence,
    String tenant,
    int claimVersion,
    Word.Kind kind,
    Step step,
    @Nullable Long amountFen,
    @Nullable Long foundFen,
    String nonce,
    byte @Nullable [] textSealed,
    @Nullable String textDigest,
    @Nullable String digest,
    Instant createdAt,
    String actor,
    @Nullable Boolean byProgram,
    String cause) {

  /** What it came to. */
  public enum Step {
    /** Another person has to say the same. */
    PROPOSED,
    /** It took effect by one person. */
    DECIDED,
    /** It took effect because another person had proposed the same. */
    CONFIRMED
  }

  /** Whether a person would do the same by this word. */
  boolean sameAs(Word word) {
    return kind == word.kind() && Objects.equals(amountFen, word.amountFen());
  }

  /** Whether it and a word are known to be of two, neither of whom may hold the other's key. */
  boolean isOfAnother(Operator operator) {
    return !actor.equals(operator.name()) && (byProgram == null || byProgram == operator.program());
  }

  /** Shows no text and no person. */
  @Override
  public String toString() {
    return "Verdict[" + claimId + ", " + sequence + ", " + kind + ", " + step + "]";
  }
}
