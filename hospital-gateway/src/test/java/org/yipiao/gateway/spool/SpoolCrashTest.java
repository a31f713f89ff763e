package org.yipiao.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine stops in the middle of each write, with any part of it on the disk: what was
 * acknowledged before is there, what was not is there as a whole or not at all.
 */
class SpoolCrashTest {

  @TempDir private Path directory;
  private Path spoolDirectory;
  private Path keyFile;

  /** Lengths of the log after each write, and what the spool held then. */
  private final List<Long> lengths = new ArrayList<>();

  private final List<String> contents = new ArrayList<>();
  private int images;

  @BeforeEach
  void writeEachKindOfRow() {
    spoolDirectory = directory.resolve("spool");
    keyFile = directory.resolve("spool.key");
    // Opened before, so that all that follows lies in one log.
    try (Spool spool = Spool.open(spoolDirectory, keyFile)) {
      note(spool);
      PendingBatch batch = Bills.batch(1, 3);
      for (Consumer<Spool> step : steps(batch)) {
        step.accept(spool);
        note(spool);
      }
      Bills.copy(spoolDirectory, directory.resolve("written"));
    }
  }

  private static List<Consumer<Spool>> steps(PendingBatch batch) {
    return List.of(
        spool -> spool.addRanges(List.of(Bills.range(0))),
        spool -> Bills.accept(spool, 1, 1),
        spool -> Bills.accept(spool, 2, 4),
        spool -> spool.addBatch(batch),
        spool -> spool.resolve(batch, Bills.finals(batch, Bills.NOW)),
        spool -> assertThat(spool.prune(Bills.NOW.plus(Duration.ofDays(1)), 10)).isEqualTo(3),
        spool -> Bills.accept(spool, 5, 5));
  }

  private void note(Spool spool) {
    try {
      lengths.add(Files.size(Bills.log(spoolDirectory)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    contents.add(Bills.content(spool));
  }

  private Path image() {
    return Bills.copy(directory.resolve("written"), directory.resolve("image " + images++));
  }

  private void cut(Path image, long length) throws IOException {
    try (FileChannel log = FileChannel.open(Bills.log(image), StandardOpenOption.WRITE)) {
      log.truncate(length);
    }
  }

  @Test
  void aWriteThatReachedTheDiskInPartLeavesWhatWasThereBefore() throws IOException {
    int opened = 0;
    for (int step = 1; step < lengths.size(); step++) {
      long begin = lengths.get(step - 1);
      long end = lengths.get(step);
      assertThat(end).as("step %d writes", step).isGreaterThan(begin);
      for (long cut = begin;
          cut <= end;
          cut += cut + 41 < end ? 41 : end - cut > 1 ? end - cut - 1 : 1) {
        Path image = image();
        cut(image, cut);
        try (Spool spool = Spool.open(image, keyFile)) {
          assertThat(Bills.content(spool))
              .as("step %d, %d of bytes %d to %d", step, cut, begin, end)
              .isEqualTo(contents.get(cut == end ? step : step - 1));
          opened++;
        }
      }
    }
    assertThat(opened).isGreaterThan(30);
  }

  /** File systems may keep the length and lose the bytes. */
  @Test
  void aWriteWhoseBytesWereLostButNotTheirLengthLeavesWhatWasThereBefore() throws IOException {
    for (int step = 1; step < lengths.size(); step++) {
      Path image = image();
      cut(image, lengths.get(step));
      byte[] log = Files.readAllBytes(Bills.log(image));
      Arrays.fill(log, lengths.get(step - 1).intValue(), log.length, (byte) 0);
      Files.write(Bills.log(image), log);
      try (Spool spool = Spool.open(image, keyFile)) {
        assertThat(Bills.content(spool)).as("step %d", step).isEqualTo(contents.get(step - 1));
      }
    }
  }

  @Test
  void numbersGoOnBehindTheLastAcknowledgedOneAfterATornWrite() throws IOException {
    Path image = image();
    int last = lengths.size() - 1;
    cut(image, lengths.get(last) - 1);
    try (Spool spool = Spool.open(image, keyFile)) {
      assertThat(spool.ranges().getFirst().next()).isEqualTo(5);
      Bills.accept(spool, 5, 6);
    }
    try (Spool spool = Spool.open(image, keyFile)) {
      assertThat(spool.waiting(0, 10)).containsExactly(4L, 5L, 6L);
      assertThat(spool.ranges().getFirst().next()).isEqualTo(7);
    }
  }

  @Test
  void aSpoolWithoutItsKeyIsRefusedAndNamesTheKey() throws IOException {
    Files.delete(keyFile);
    assertThatThrownBy(() -> Spool.open(image(), keyFile).close())
        .isInstanceOf(SpoolException.class)
        .hasMessageContaining(keyFile.toString());
    assertThat(keyFile).doesNotExist();
  }
}
