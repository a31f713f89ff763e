package org.yipiao.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.RegisterServer;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.gateway.charge.Acceptance;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import tools.jackson.databind.json.JsonMapper;

/** A desk, the register that its invoices go to, and uploaders with short pauses between them. */
final class TestUploader implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** In which the register is asked for its reasons. */
  static final Locale LANGUAGE = Locale.SIMPLIFIED_CHINESE;

  private final Path directory;
  private final TestHospital hospital = new TestHospital();
  private final RegisterServer register;
  private final UplinkState state = new UplinkState(Clock.systemUTC(), (document, progress) -> {});
  private TestDesk desk;

  private TestUploader(Path directory, RegisterServer register) {
    this.directory = directory;
    this.register = register;
    this.desk = TestDesk.open(directory, hospital, 100_000);
  }

  static TestUploader open(Path directory) throws IOException {
    return new TestUploader(directory, RegisterServer.start());
  }

  RegisterServer register() {
    return register;
  }

  TestDesk desk() {
    return desk;
  }

  Spool spool() {
    return desk.spool();
  }

  /** Of uploaders that are given no state of their own. */
  UplinkState state() {
    return state;
  }

  /** Opens the spool anew, as at a restart. */
  void reopen() {
    desk.close();
    desk = TestDesk.open(directory, hospital, 0);
  }

  Uploader uploader() {
    return uploader(Clock.systemUTC());
  }

  Uploader uploader(InstantSource time) {
    return uploader(time, state);
  }

  Uploader uploader(InstantSource time, UplinkState ofItsOwn) {
    Uplink.Tokens tokens =
        new Uplink.Tokens() {
          @Override
          public String token() {
            return "test";
          }

          @Override
          public void forget(String refused) {}
        };
    UploadSettings settings =
        new UploadSettings(
            300,
            6 << 20,
            3,
            Duration.ofMillis(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(5),
            Duration.ofMillis(50));
    return new Uploader(
        desk.spool(),
        new HttpRegister(
            new Uplink(register.uri(), tokens, Duration.ofSeconds(2), LANGUAGE),
            JsonMapper.builder().build()),
        hospital.batches(Duration.ofHours(1)),
        settings,
        time,
        ofItsOwn);
  }

  List<Long> accept(int count) {
    return accept(0, count);
  }

  /** The numbers of the invoices of so many bills; the bills are numbered too. */
  List<Long> accept(int from, int count) {
    List<Acceptance> answers =
        desk.charges()
            .accept(
                IntStream.range(from, from + count)
                    .mapToObj(i -> Messages.charge("B" + i))
                    .toList());
    List<Long> invoices = new ArrayList<>();
    for (Acceptance answer : answers) {
      assertThat(answer).isInstanceOf(Acceptance.Accepted.class);
      invoices.add(((Acceptance.Accepted) answer).invoice().invoiceId().value());
    }
    return invoices;
  }

  void awaitDrained() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          Spool.Depth depth = spool().depth();
          return depth.waiting() + depth.inBatches() + depth.held() == 0;
        });
    assertThat(register.faults()).isEmpty();
  }

  /** All are final but so many, whatever still comes and goes with those. */
  void awaitAllFinalBut(int others, List<Long> invoices) {
    await()
        .atMost(PATIENCE)
        .until(() -> register.finalInvoices().size() == invoices.size() - others);
    await()
        .atMost(PATIENCE)
        .until(() ->
            IntStream.rangeClosed(1, invoices.size())
                    .filter(i -> spool().progress(i) instanceof Progress.Final)
                    .count()
                == invoices.size() - others);
    assertThat(register.faults()).isEmpty();
  }

  @Override
  public void close() {
    desk.close();
    register.close();
  }
}
