package org.yipiao.quickstart.demo.hl7;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.demo.hl7.Hl7Folder.Found;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Acknowledgement;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.MllpConnection;
import org.yipiao.quickstart.drive.VerifiedInvoice;

/** Sends the messages of a folder one after another and notes each answer. */
public final class Hl7FolderRun {

  private static final int ATTEMPTS = 3;
  private static final int FOLLOWED_AT_ONCE = 64;

  private final Hospital hospital;
  private final Follower watch;
  private final Findings findings;
  private final Timeline timeline;
  private final Semaphore free = new Semaphore(FOLLOWED_AT_ONCE);

  /** Waits for an invoice's verified proof; empty, with a failure told, when there is none. */
  @FunctionalInterface
  public interface Follower {
    Optional<VerifiedInvoice> untilVerified(InvoiceId invoice, Instant handedIn);
  }

  public Hl7FolderRun(Hospital hospital, Follower watch, Findings findings, Timeline timeline) {
    this.hospital = hospital;
    this.watch = watch;
    this.findings = findings;
    this.timeline = timeline;
  }

  /** Returns when each accepted message's invoice is final, or is known not to be. */
  public void send(Path folder) throws IOException, InterruptedException {
    ExecutorService following = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Hl7Folder.read(folder, found -> take(found, following));
      following.close();
    } finally {
      following.shutdownNow();
    }
  }

  private void take(Found found, ExecutorService following) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    switch (found) {
      case Found.Message message -> answered(message, following);
      case Found.Unsendable unsendable -> refused(unsendable);
      case Found.Nothing nothing -> {
        findings.leftOut(new DemoReport.LeftOut(nothing.file(), nothing.reason()));
        timeline.say("yipiao", "%s left out: %s".formatted(nothing.file(), nothing.reason()));
      }
    }
  }

  private void answered(Found.Message message, ExecutorService following)
      throws InterruptedException {
    Instant handedIn = Instant.now();
    Acknowledgement answer;
    try {
      answer = exchange(message);
    } catch (IOException | IllegalArgumentException none) {
      String reason = "no answer: " + Findings.said(none);
      findings.failed("%s #%d: %s".formatted(message.file(), message.index(), reason));
      refused(new Found.Unsendable(message.file(), message.index(), "", "NO_ANSWER", reason));
      return;
    }
    findings.answered(report(message, answer));
    say(message.file(), message.index(), answer.ack(), summary(answer));
    if (answer.invoice() == null) {
      findings.tally().refused();
    } else {
      findings.tally().accepted();
      follow(answer, handedIn, following);
    }
  }

  /** A resend of an accepted message gets the same answer, so a lost one may be asked for again. */
  private Acknowledgement exchange(Found.Message message) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (MllpConnection connection = hospital.connect()) {
        return Acknowledgement.parse(connection.exchange(message.bytes()));
      } catch (IOException lost) {
        if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw lost;
        }
      }
    }
  }

  private void follow(Acknowledgement answer, Instant handedIn, ExecutorService following)
      throws InterruptedException {
    var invoice = answer.invoice();
    if (invoice == null) {
      return;
    }
    free.acquire();
    following.execute(() -> {
      try {
        watch.untilVerified(invoice, handedIn).ifPresent(findings.tally()::verified);
      } finally {
        free.release();
      }
    });
  }

  private void refused(Found.Unsendable message) {
    findings.tally().refused();
    findings.answered(
        new DemoReport.Message(
            message.file(),
            message.index(),
            message.controlId(),
            "AR",
            null,
            null,
            "MSH",
            null,
            message.code(),
            message.reason()));
    say(message.file(), message.index(), "AR", "MSH " + message.code());
  }

  private void say(String file, int index, String ack, String summary) {
    timeline.say("gateway", "%s #%d: %s %s".formatted(file, index, ack, summary));
  }

  private static String summary(Acknowledgement answer) {
    return answer.invoice() == null
        ? "%s %s".formatted(answer.segment(), answer.code())
        : "invoice " + answer.invoice();
  }

  private static DemoReport.Message report(Found.Message message, Acknowledgement answer) {
    @Nullable String invoice = answer.invoice() == null ? null : answer.invoice().toString();
    return new DemoReport.Message(
        message.file(),
        message.index(),
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
