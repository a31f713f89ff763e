package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.yipiao.quickstart.demo.report.DemoReport;

/**
 * Searches what the parts of a platform have logged for planted personal data, in every form that
 * {@link Needles} know. The sandbox's bank alone shows messages with phones and codes in its log:
 * it stands in for the phones, and its log is the control that the search would find one.
 */
public final class LogSearch {

  /** Where the sandbox shows its messages. */
  static final String SHOWS_MESSAGES = "bank.log";

  private static final int READ_AT_ONCE = 1 << 20;

  /** Longer than any form; what stands across two pieces is in the next piece too. */
  private static final int OVERLAP = 512;

  private static final List<Charset> CONTROLS =
      List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

  private final Path logs;

  /**
   * @param logs the folder of the platform's logs
   */
  public LogSearch(Path logs) {
    this.logs = logs;
  }

  /**
   * Searches every file. The controls are, for each, the same search over its last piece with a
   * planted text in it, in UTF-8 and in GB 18030; and the search over the log with the messages.
   *
   * @param planted some of the texts that the needles search for; the controls plant one of them
   */
  public DemoReport.PersonalDataInLogs search(Needles needles, Collection<String> planted)
      throws IOException {
    String telling = SearchControl.telling(planted);
    List<String> found = new ArrayList<>();
    int hits = 0;
    int controls = 1;
    int controlHits = hits(needles, logs.resolve(SHOWS_MESSAGES)).count() > 0 ? 1 : 0;
    List<Path> files = files();
    for (Path file : files) {
      Hits ofFile = hits(needles, file);
      hits += ofFile.count();
      if (ofFile.count() > 0) {
        found.add(file.getFileName().toString());
      }
      for (Charset charset : CONTROLS) {
        controls++;
        controlHits += finds(needles, ofFile.last(), telling.getBytes(charset)) ? 1 : 0;
      }
    }
    return new DemoReport.PersonalDataInLogs(
        files.size(), needles.count(), hits, controls, controlHits, found);
  }

  /** Whatever lies there, whether it still grows or was put aside. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(logs)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith(SHOWS_MESSAGES))
          .sorted()
          .toList();
    }
  }

  /**
   * What one file holds.
   *
   * @param last its last piece
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes to be searched; compared nowhere
  private record Hits(int count, byte[] last) {}

  private static Hits hits(Needles needles, Path file) throws IOException {
    int count = 0;
    byte[] last = new byte[0];
    if (!Files.exists(file)) {
      return new Hits(count, last);
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] next = in.readNBytes(READ_AT_ONCE);
          next.length > 0;
          next = in.readNBytes(READ_AT_ONCE)) {
        int kept = Math.min(OVERLAP, last.length);
        byte[] piece =
            Arrays.copyOf(
                Arrays.copyOfRange(last, last.length - kept, last.length), kept + next.length);
        System.arraycopy(next, 0, piece, kept, next.length);
        count += needles.hitsIn(piece);
        last = piece;
      }
    }
    return new Hits(count, last);
  }

  private static boolean finds(Needles needles, byte[] original, byte[] text) {
    byte[] copy = Arrays.copyOf(original, original.length + text.length);
    System.arraycopy(text, 0, copy, original.length, text.length);
    return needles.hitsIn(copy) > needles.hitsIn(original);
  }
}
