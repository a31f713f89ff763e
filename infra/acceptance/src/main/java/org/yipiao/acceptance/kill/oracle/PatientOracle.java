package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * No patient was ever signed out, each saw every step of each claim once and in its order, however
 * often the stream broke off, and each receipt says what the bank paid. A run in which no stream
 * broke off has not shown that none misses a step.
 */
final class PatientOracle {

  private final Evidence evidence;
  private final List<Difference> differences = new ArrayList<>();

  PatientOracle(Evidence evidence) {
    this.evidence = evidence;
  }

  List<Difference> judge() {
    wasPutToTheTest();
    for (PatientEvidence.SignedOut out : evidence.patients().signedOut()) {
      differs(out.patient(), "was signed out at %s: %s".formatted(out.at(), out.call()));
    }
    Set<String> accepted = new HashSet<>();
    evidence.accepted().claims().forEach(claim -> accepted.add(claim.claim()));
    for (PatientEvidence.Watched watched : evidence.patients().watched()) {
      if (!accepted.contains(watched.claim())) {
        differs(watched.claim(), "is watched, and was never written down as accepted");
      }
      steps(watched);
      receipt(watched);
    }
    return differences;
  }

  private void wasPutToTheTest() {
    PatientEvidence patients = evidence.patients();
    if (patients.patients() == 0) {
      return;
    }
    if (patients.watched().isEmpty()) {
      differs("patients", "claimed nothing: nothing was shown of what they see");
    }
    if (patients.cutStreams() == 0) {
      differs("patients", "had no stream that broke off: nothing was shown of how it goes on");
    }
  }

  private void steps(PatientEvidence.Watched watched) {
    List<PatientEvidence.Step> timeline =
        evidence.patients().timelines().getOrDefault(watched.claim(), List.of());
    if (timeline.isEmpty()) {
      differs(watched.claim(), "has no timeline");
    }
    if (!watched.ended()) {
      differs(watched.claim(), "was never shown as ended to its patient");
    }
    long last = 0;
    for (PatientEvidence.Step step : watched.seen()) {
      if (step.n() != last + 1) {
        differs(
            watched.claim(),
            "showed step %d after step %d to its patient".formatted(step.n(), last));
      }
      last = step.n();
      if (last < 1 || last > timeline.size()) {
        differs(watched.claim(), "showed step %d, which is not there".formatted(last));
      } else if (!step.equals(timeline.get((int) last - 1))) {
        differs(
            watched.claim(),
            "showed %s to its patient, its timeline has %s"
                .formatted(step, timeline.get((int) last - 1)));
      }
    }
    if (last != timeline.size()) {
      differs(
          watched.claim(),
          "showed its patient the steps up to %d of %d".formatted(last, timeline.size()));
    }
  }

  private void receipt(PatientEvidence.Watched watched) {
    List<Long> shown = watched.receiptFen() == null ? List.of() : List.of(watched.receiptFen());
    List<Long> booked =
        evidence.bookings().stream()
            .filter(booking -> booking.endToEndId().equals(watched.claim()))
            .map(Evidence.Booking::amountFen)
            .toList();
    if (!shown.equals(booked)) {
      differs(
          watched.claim(),
          "%s fen are on its receipt, %s in the bank's book".formatted(shown, booked));
    }
  }

  private void differs(String entry, String what) {
    differences.add(new Difference(entry, what));
  }
}
