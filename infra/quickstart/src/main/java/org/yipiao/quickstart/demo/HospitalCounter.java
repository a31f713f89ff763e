package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.time.Instant;
import org.yipiao.quickstart.demo.promises.IssuedBill;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.MllpConnection;
import org.yipiao.quickstart.drive.Tally;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/** Hands single bills in at a hospital and follows each to its verified proof. */
final class HospitalCounter {

  private final InvoiceWatch watch;
  private final Tally tally;
  private final Timeline timeline;

  HospitalCounter(InvoiceWatch watch, Tally tally, Timeline timeline) {
    this.watch = watch;
    this.tally = tally;
    this.timeline = timeline;
  }

  /** Returns once the invoice is final and verified. */
  IssuedBill issue(Hospital hospital, Bill bill) throws IOException {
    Instant handedIn = Instant.now();
    Acknowledgement answer;
    try (MllpConnection connection = hospital.connect()) {
      answer = Acknowledgement.parse(connection.exchange(bill.toHl7()));
    }
    if (answer.invoice() == null) {
      tally.refused();
      throw new IOException(
          "%s refused a bill of %s: %s %s %s %s"
              .formatted(
                  hospital.name(),
                  bill.total(),
                  answer.segment(),
                  answer.field(),
                  answer.code(),
                  answer.reason()));
    }
    tally.accepted();
    timeline.say(hospital.name(), "invoice %s of %s".formatted(answer.invoice(), bill.total()));
    VerifiedInvoice invoice =
        watch
            .untilVerified(hospital, answer.invoice(), handedIn)
            .orElseThrow(() -> new IOException("invoice " + answer.invoice() + " is not final"));
    tally.verified(invoice);
    timeline.say(
        "ledger",
        "invoice %s final and verified, %d ms after the node took it"
            .formatted(invoice.id(), invoice.finalityMillis()));
    return new IssuedBill(bill, invoice);
  }
}
