package org.yipiao.quickstart.demo;

import java.util.ArrayList;
import java.util.List;

/** What must hold of a run; each sentence that does not is a failure. */
final class Promises {

  private Promises() {}

  static List<String> check(
      DemoReport.Refusal doubleClaim,
      DemoReport.OverClaim overClaim,
      DemoReport.SilentBank silentBank,
      DemoReport.OfflineVerification kept,
      DemoReport.TamperedBundle tampered,
      DemoReport.PersonalData personal) {
    List<String> broken = new ArrayList<>();
    must(broken, doubleClaim.code().equals("ALREADY_CLAIMED"), "a double claim is refused");
    must(
        broken,
        overClaim.code().equals("EXCEEDS_REMAINING")
            && overClaim.remainingFen() + 1 == overClaim.askedFen(),
        "a claim beyond the rest is refused and the rest is named");
    must(
        broken,
        silentBank.status().equals("PAID")
            && silentBank.bankTransfers() == 1
            && silentBank.secondPayer().status().equals("REFUSED")
            && silentBank.silentMillis() > silentBank.reservationExpiryMillis(),
        "a silent bank pays once, and nobody else meanwhile");
    must(broken, kept.result().equals("VALID"), "the bundle verifies offline");
    must(
        broken,
        tampered.cases() > 0 && tampered.rejected() == tampered.cases(),
        "every tampered bundle is rejected");
    must(
        broken,
        personal.hits() == 0 && personal.controlHits() > 0 && personal.leavesScanned() > 0,
        "no personal data is on the ledger, and the search would find it");
    return broken;
  }

  private static void must(List<String> broken, boolean holds, String promise) {
    if (!holds) {
      broken.add("does not hold: " + promise);
    }
  }
}
