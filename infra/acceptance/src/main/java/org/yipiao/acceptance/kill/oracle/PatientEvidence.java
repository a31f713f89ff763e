package org.yipiao.acceptance.kill.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What signed-in patients were shown, beside what the claims service has.
 *
 * @param patients how many were signed in; 0 in a run without patients
 * @param cutStreams streams of theirs that broke off before their claim had ended
 * @param signedOut who was told to sign in anew, at which call
 * @param watched every claim that a patient's tap was accepted for
 * @param timelines by claim, as the claims service tells it at the end
 */
public record PatientEvidence(
    int patients,
    int cutStreams,
    List<SignedOut> signedOut,
    List<Watched> watched,
    Map<String, List<Step>> timelines) {

  /** Of a run without patients. */
  public static final PatientEvidence NONE =
      new PatientEvidence(0, 0, List.of(), List.of(), Map.of());

  public PatientEvidence {
    signedOut = List.copyOf(signedOut);
    watched = List.copyOf(watched);
    timelines = Map.copyOf(timelines);
  }

  /**
   * A patient who was told to sign in.
   *
   * @param patient such as {@code patient 3}
   * @param call what was asked for
   */
  public record SignedOut(String patient, String call, Instant at) {}

  /**
   * A step of a claim.
   *
   * @param n its place in the timeline, from 1 on
   */
  public record Step(long n, String state, Instant at) {}

  /**
   * A claim as its patient saw it.
   *
   * @param seen every step in the order in which it came, over all streams together
   * @param ended whether the patient was told that there is no further step
   * @param receiptFen what the receipt says; null when none was shown
   */
  public record Watched(String claim, List<Step> seen, boolean ended, @Nullable Long receiptFen) {

    public Watched {
      seen = List.copyOf(seen);
    }
  }
}
