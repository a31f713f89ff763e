package org.yipiao.quickstart.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.quickstart.daemon.LineProgress;

class SupervisorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Guardian guardian;

  @BeforeEach
  void guard() {
    guardian = Guardian.of(ProcessIdentity.ofThisProcess(), directory.resolve("run"), 5);
  }

  @AfterEach
  void endGuard() {
    guardian.close();
  }

  @Test
  void startsAPartAfterThoseItNeedsAndStopsItBeforeThem() throws IOException {
    try (Supervisor supervisor =
        supervisor(serving("data"), serving("service", "data"), serving("edge", "service"))) {
      supervisor.start();
      assertThat(supervisor.status()).allMatch(part -> part.state() == PartState.SERVING);
    }
    assertThat(Files.readAllLines(directory.resolve("events")))
        .containsExactly(
            "start data", "start service", "start edge", "stop edge", "stop service", "stop data");
  }

  @Test
  void startsAKilledPartAgainInANewProcess() {
    try (Supervisor supervisor = supervisor(serving("data"), serving("service", "data"))) {
      supervisor.start();
      long before = supervisor.status("data").pid();
      supervisor.kill9("data");
      supervisor.awaitHealthy("data", PATIENCE);
      assertThat(supervisor.status("data").pid()).isNotEqualTo(before).isPositive();
      assertThat(supervisor.status("data").starts()).isEqualTo(2);
      assertThat(supervisor.status("service").starts()).isEqualTo(1);
    }
  }

  @Test
  void keepsAHeldPartDownUntilItIsReleased() {
    try (Supervisor supervisor = supervisor(serving("data"))) {
      supervisor.start();
      supervisor.hold("data", true);
      supervisor.kill9("data");
      assertThatThrownBy(() -> supervisor.awaitHealthy("data", Duration.ofSeconds(2)))
          .hasMessageContaining("not serving");
      assertThat(supervisor.status("data").starts()).isEqualTo(1);
      supervisor.hold("data", false);
      supervisor.awaitHealthy("data", PATIENCE);
      assertThat(supervisor.status("data").starts()).isEqualTo(2);
    }
  }

  @Test
  void triesAgainAndAgainToStartAPartThatHasServed() throws IOException {
    Path broken = directory.resolve("broken");
    String script = "test ! -e broken || exit 3; touch flaky.up; while :; do sleep 0.1; done";
    Part flaky = new ScriptPart("flaky", Set.of(), script, directory, guardian);
    try (Supervisor supervisor = supervisor(flaky)) {
      supervisor.start();
      Files.createFile(broken);
      Files.delete(directory.resolve("flaky.up"));
      supervisor.kill9("flaky");
      Awaitility.await().atMost(PATIENCE).until(() -> supervisor.status("flaky").starts() >= 3);
      assertThat(supervisor.status("flaky").state()).isEqualTo(PartState.RESTARTING);
      Files.delete(broken);
      supervisor.awaitHealthy("flaky", PATIENCE);
    }
  }

  @Test
  void stopsAPartThatIsStillStarting() {
    Part slow =
        new ScriptPart("slow", Set.of(), "while :; do sleep 0.1; done", directory, guardian);
    Supervisor supervisor = supervisor(slow);
    // Not in the common pool: the end of a process is noticed there.
    var start = CompletableFuture.runAsync(supervisor::start, Thread::startVirtualThread);
    Awaitility.await().atMost(PATIENCE).until(() -> supervisor.status("slow").pid() > 0);
    supervisor.close();
    assertThat(supervisor.status("slow").state()).isEqualTo(PartState.STOPPED);
    assertThat(supervisor.status("slow").pid()).isZero();
    assertThatThrownBy(start::join).hasRootCauseInstanceOf(PartFailure.class);
  }

  @Test
  void namesPartCauseAndLogOfAFailedStartAndStopsTheRest() throws IOException {
    Part broken =
        new ScriptPart(
            "service",
            Set.of("data"),
            "echo working; echo 'ERROR the licence of the test has expired'; exit 3",
            directory,
            guardian);
    try (Supervisor supervisor = supervisor(serving("data"), broken)) {
      assertThatExceptionOfType(PartFailure.class)
          .isThrownBy(supervisor::start)
          .withMessageContaining("service did not start: it ended with 3")
          .withMessageContaining("the licence of the test has expired")
          .withMessageContaining(directory.resolve("service.log").toString());
      assertThat(supervisor.status("data").pid()).isZero();
    }
    assertThat(Files.readAllLines(directory.resolve("events"))).contains("stop data");
  }

  private Part serving(String name, String... needs) {
    return ScriptPart.serving(name, Set.of(needs), directory, guardian);
  }

  private static Supervisor supervisor(Part... parts) {
    return new Supervisor(List.of(parts), 2, new LineProgress(System.out));
  }
}
