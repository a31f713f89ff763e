package org.yipiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.charge.Acceptance;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.spool.NumberRange;

/** A gateway whose files the system lets grow so far and no further, as on a full disk. */
class GatewayDiskFullIT {

  @TempDir private Path directory;

  /** Accepts until it is refused, then tries some more, and says what it was answered. */
  public static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws IOException {
      try (TestDesk desk = TestDesk.open(Path.of(arguments[0]), new TestHospital(), 1_000_000)) {
        System.out.println("ready");
        System.in.read();
        int refused = 0;
        for (int i = 0; refused < 5 && i < 5_000; i++) {
          switch (desk.charges().accept(Messages.charge("F" + i))) {
            case Acceptance.Accepted accepted ->
                System.out.println("F" + i + " " + accepted.invoice().invoiceId());
            case Acceptance.Refused(var faults) -> {
              System.out.println("F" + i + " " + faults.getFirst().code());
              refused++;
            }
          }
        }
        System.out.println("failed " + desk.spool().failed());
      }
    }
  }

  @Test
  void onAFullDiskItRefusesAndKeepsAllItAnswered() throws IOException, InterruptedException {
    Map<String, String> answers = new LinkedHashMap<>();
    String output = runWithFilesOfAtMostKiB(192);
    output.lines().map(line -> line.split(" ", 2)).forEach(pair -> answers.put(pair[0], pair[1]));
    assertThat(answers).as(output).containsEntry("failed", "true");
    List<Map.Entry<String, String>> accepted =
        answers.entrySet().stream()
            .filter(answer -> answer.getValue().matches("[0-9]{18}"))
            .toList();
    assertThat(accepted).hasSizeGreaterThan(5);
    assertThat(answers.values().stream().filter(RefusalCode.STORE_FAILED.name()::equals).count())
        .isEqualTo(5);

    try (TestDesk desk = TestDesk.open(directory, new TestHospital(), 0)) {
      accepted.forEach(answer ->
          assertThat(desk.spool().bill(answer.getKey()).orElseThrow().invoice().invoiceId())
              .hasToString(answer.getValue()));
      // The refused write may have reached the disk as a whole, but nothing behind it.
      long stored = desk.spool().nextSequence() - 1;
      assertThat(stored).isBetween((long) accepted.size(), accepted.size() + 1L);
      NumberRange range = desk.spool().ranges().getFirst();
      assertThat(range.next() - range.first()).isEqualTo(stored);
      assertThat(desk.charges().accept(Messages.charge("AFTER")))
          .isInstanceOf(Acceptance.Accepted.class);
    }
  }

  /** The limit comes once the process has unpacked the store's native library. */
  private String runWithFilesOfAtMostKiB(int kib) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = victim.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.equals("ready")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("ready");
      Process limit =
          new ProcessBuilder(
                  "prlimit", "--pid", Long.toString(victim.pid()), "--fsize=" + kib * 1024)
              .start();
      assertThat(limit.waitFor()).isZero();
      try (Writer go = victim.outputWriter(StandardCharsets.UTF_8)) {
        go.write('\n');
      }
      String output =
          lines
              .lines()
              .filter(answer -> answer.matches("(F[0-9]+|failed) .*"))
              .collect(Collectors.joining("\n"));
      assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output;
    }
  }
}
