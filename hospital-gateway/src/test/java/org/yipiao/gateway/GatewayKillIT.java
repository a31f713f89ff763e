package org.yipiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.charge.Acceptance;
import org.yipiao.gateway.spool.StoredBill;
import org.yipiao.platform.seeds.Seeds;

/** Kills a gateway's process while it accepts, at random moments, and looks at what it left. */
class GatewayKillIT {

  private static final int KILLS = 4;

  @TempDir private Path directory;

  /** The process that is killed: accepts bills from four threads and says which, after each. */
  public static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
      int from = Integer.parseInt(arguments[1]);
      try (TestDesk desk =
          TestDesk.open(Path.of(arguments[0]), new TestHospital(), from == 0 ? 1_000_000 : 0)) {
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
          int offset = from + t;
          threads[t] = Thread.ofPlatform().start(() -> accept(desk, offset));
        }
        for (Thread thread : threads) {
          thread.join();
        }
      }
    }

    private static void accept(TestDesk desk, int offset) {
      for (int i = offset; ; i += 4) {
        String businessNumber = "K" + i;
        if (desk.charges().accept(Messages.charge(businessNumber))
            instanceof Acceptance.Accepted accepted) {
          synchronized (System.out) {
            System.out.println(businessNumber + " " + accepted.invoice().invoiceId());
            System.out.flush();
          }
        }
      }
    }
  }

  @Test
  void losesNothingItAnsweredAndReusesNoNumber() throws IOException, InterruptedException {
    long seed = Seeds.of(this);
    Random random = new Random(seed);
    Map<String, String> answered = new LinkedHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(1 + random.nextInt(150), kill * 1_000_000, answered);
    }
    Set<String> numbers = new HashSet<>(answered.values());
    assertThat(numbers).as("seed %d", seed).hasSameSizeAs(answered.values());

    try (TestDesk desk = TestDesk.open(directory, new TestHospital(), 0)) {
      answered.forEach((businessNumber, invoice) -> {
        Optional<StoredBill> bill = desk.spool().bill(businessNumber);
        assertThat(bill).as("seed %d, %s", seed, businessNumber).isPresent();
        assertThat(bill.orElseThrow().invoice().invoiceId()).hasToString(invoice);
        assertThat(desk.spool().document(bill.orElseThrow().sequence())).isPresent();
      });
      long accepted = desk.spool().nextSequence() - 1;
      assertThat(desk.numbers().remaining()).isEqualTo(1_000_000 - accepted);
      assertThat(desk.spool().waiting(0, Integer.MAX_VALUE)).hasSize((int) accepted);
    }
  }

  private void killAfter(int answers, int from, Map<String, String> answered)
      throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName(),
                    directory.toString(),
                    Integer.toString(from)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      for (int heard = 0; line != null; line = out.readLine()) {
        String[] answer = line.split(" ", -1);
        if (answer.length == 2 && answer[1].matches("[0-9]{18}")) {
          answered.put(answer[0], answer[1]);
          if (++heard == answers) {
            victim.toHandle().destroyForcibly();
          }
        }
      }
      assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
