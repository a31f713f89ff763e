package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.seeds.Seeds;

class HieroCrashIT {

  private static final List<Integer> ALL = List.of(1, 2, 3, 4);

  /** What one engine delivered in one life. */
  private record Diary(long resumedAt, String resumedHash, TreeMap<Long, String> rounds) {

    static Diary read(Path file) {
      long resumedAt = -1;
      String resumedHash = "";
      var rounds = new TreeMap<Long, String>();
      for (String line : lines(file)) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("resume")) {
          resumedAt = Long.parseLong(words[1]);
          resumedHash = words[2];
        } else if (words[0].equals("round")) {
          rounds.put(Long.parseLong(words[1]), words[2] + " " + words[3]);
        }
      }
      return new Diary(resumedAt, resumedHash, rounds);
    }

    /** Whole lines; the last may have been cut by the kill. */
    private static List<String> lines(Path file) {
      try {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    long lastRound() {
      return rounds.isEmpty() ? 0 : rounds.lastKey();
    }
  }

  @TempDir Path directory;

  @Test
  void afterAKillOfAllFourUnderLoadEveryRoundThatAnyDeliveredComesAgainUnchanged()
      throws Exception {
    int killAfterRounds = new SplittableRandom(Seeds.of(this)).nextInt(60, 150);
    System.out.printf("kill after round %d%n", killAfterRounds);

    Process first = start("first");
    try {
      awaitRounds("first", killAfterRounds);
    } finally {
      first.destroyForcibly().waitFor();
    }
    List<Diary> before = diaries("first");
    long known = before.stream().mapToLong(Diary::lastRound).max().orElseThrow();

    Process second = start("second");
    try {
      awaitRounds("second", known + 20);
      second.getOutputStream().close();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      second.destroyForcibly();
    }
    List<Diary> after = diaries("second");
    for (int member : ALL) {
      Diary now = after.get(member - 1);
      assertThat(before.get(member - 1).lastRound())
          .as("member %d begins with a state of a round that it has delivered", member)
          .isGreaterThanOrEqualTo(now.resumedAt());
      for (Diary old : before) {
        assertThat(now.rounds()).containsAllEntriesOf(old.rounds().tailMap(now.resumedAt() + 1));
        if (now.resumedAt() <= old.lastRound()) { // not so far when it was killed as who saved it
          assertThat(old.rounds().get(now.resumedAt())).startsWith(now.resumedHash());
        }
      }
    }
    assertThat(second.exitValue()).isZero();
    assertThat(Files.readAllLines(directory.resolve("second.log")))
        .noneMatch(line -> line.contains(" ERROR "));
  }

  private Process start(String life) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FourEnginesProcess.class.getName(), directory.toString(), life));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(life + ".log").toFile())
        .start();
  }

  private void awaitRounds(String life, long round) {
    await(life + " life reaches round " + round + ", see " + life + ".log")
        .atMost(HieroCluster.LIMIT)
        .until(() -> diaries(life).stream().allMatch(diary -> diary.lastRound() >= round));
  }

  private List<Diary> diaries(String life) {
    return ALL.stream()
        .map(member -> Diary.read(FourEnginesProcess.diary(directory, life, member)))
        .toList();
  }
}
