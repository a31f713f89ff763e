package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.MllpConnection;
import org.yipiao.quickstart.drive.Tally;

/** Sends the messages of a folder one after another and notes each answer. */
final class Hl7FolderRun {

  private final Hospital hospital;
  private final InvoiceWatch watch;
  private final Tally tally;
  private final Timeline timeline;

  Hl7FolderRun(Hospital hospital, InvoiceWatch watch, Tally tally, Timeline timeline) {
    this.hospital = hospital;
    this.watch = watch;
    this.tally = tally;
    this.timeline = timeline;
  }

  List<DemoReport.Message> send(List<Hl7Folder.Entry> entries) throws IOException {
    List<DemoReport.Message> messages = new ArrayList<>();
    for (Hl7Folder.Entry entry : entries) {
      Instant handedIn = Instant.now();
      Acknowledgement answer;
      try (MllpConnection connection = hospital.connect()) {
        answer = Acknowledgement.parse(connection.exchange(entry.bytes()));
      }
      messages.add(message(entry, answer));
      timeline.say(
          "gateway",
          "%s #%d: %s %s".formatted(entry.file(), entry.index(), answer.ack(), reason(answer)));
      if (answer.invoice() == null) {
        tally.refused();
      } else {
        tally.accepted();
        watch.untilVerified(answer.invoice(), handedIn).ifPresent(tally::verified);
      }
    }
    return messages;
  }

  private static String reason(Acknowledgement answer) {
    return answer.invoice() == null
        ? "%s %s".formatted(answer.segment(), answer.code())
        : "invoice " + answer.invoice();
  }

  private static DemoReport.Message message(Hl7Folder.Entry entry, Acknowledgement answer) {
    @Nullable String invoice = answer.invoice() == null ? null : answer.invoice().toString();
    return new DemoReport.Message(
        entry.file(),
        entry.index(),
        answer.controlId(),
        answer.ack(),
        invoice,
        answer.amountFen(),
        answer.segment(),
        answer.field(),
        answer.code(),
        answer.reason());
  }
}
