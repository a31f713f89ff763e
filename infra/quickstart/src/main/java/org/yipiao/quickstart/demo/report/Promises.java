package org.yipiao.quickstart.demo.report;

import java.util.ArrayList;
import java.util.List;

/** What must hold of a run; each sentence that does not is a failure. */
final class Promises {

  private final List<String> broken = new ArrayList<>();

  private Promises() {}

  /** The promises that what was found breaks; what was not looked at breaks none. */
  static List<String> brokenBy(DemoReport found) {
    Promises promises = new Promises();
    promises.doubleClaims(found);
    promises.proofs(found);
    promises.secrecy(found);
    return promises.broken;
  }

  private void doubleClaims(DemoReport found) {
    DemoReport.Refusal doubleClaim = found.doubleClaim();
    if (doubleClaim != null) {
      must(doubleClaim.code().equals("ALREADY_CLAIMED"), "a double claim is refused");
    }
    DemoReport.OverClaim overClaim = found.overClaim();
    if (overClaim != null) {
      must(
          overClaim.code().equals("EXCEEDS_REMAINING")
              && overClaim.remainingFen() + 1 == overClaim.askedFen(),
          "a claim beyond the rest is refused and the rest is named");
    }
    DemoReport.SilentBank silentBank = found.silentBank();
    if (silentBank != null) {
      must(
          silentBank.status().equals("PAID")
              && silentBank.bankTransfers() == 1
              && silentBank.secondPayer().status().equals("REFUSED")
              && silentBank.reservationExpiryMillis() > 0
              && silentBank.silentMillis() > silentBank.reservationExpiryMillis(),
          "a silent bank pays once, and nobody else meanwhile");
    }
  }

  private void proofs(DemoReport found) {
    DemoReport.OfflineVerification kept = found.offlineVerification();
    if (kept != null) {
      must(kept.result().equals("VALID"), "the bundle verifies offline");
    }
    DemoReport.TamperedBundle tampered = found.tamperedBundle();
    if (tampered != null) {
      must(
          tampered.cases() > 0 && tampered.rejected() == tampered.cases(),
          "every tampered bundle is rejected");
    }
  }

  private void secrecy(DemoReport found) {
    DemoReport.PersonalData personal = found.personalDataOnLedger();
    if (personal != null) {
      must(
          personal.hits() == 0 && personal.leavesScanned() > 0,
          "no personal data is on the ledger");
      must(
          personal.controls() > 0 && personal.controlHits() == personal.controls(),
          "the search finds a planted text in every encoding; missed: "
              + personal.missedControls());
    }
    DemoReport.PersonalDataInLogs logs = found.personalDataInLogs();
    if (logs != null) {
      must(
          logs.hits() == 0 && logs.files() > 0,
          "no personal data is in the parts' logs; found in: " + logs.foundIn());
      must(
          logs.controls() > 1 && logs.controlHits() == logs.controls(),
          "the search of logs finds what is planted in each, and the phones' messages in the bank's");
    }
  }

  private void must(boolean holds, String promise) {
    if (!holds) {
      broken.add("does not hold: " + promise);
    }
  }
}
