package org.yipiao.acceptance.kill.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The driver's own list of what it was told: a file of JSON lines, each on the disk (fsync) before
 * it counts. Safe for many threads.
 */
public final class AcceptedList implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FileChannel file;

  private record Line(@Nullable AcceptedBill bill, @Nullable AcceptedClaim claim) {}

  /** What a list holds, in the order of the answers. */
  public record Content(List<AcceptedBill> bills, List<AcceptedClaim> claims) {

    public Content {
      bills = List.copyOf(bills);
      claims = List.copyOf(claims);
    }
  }

  private AcceptedList(FileChannel file) {
    this.file = file;
  }

  /**
   * @param path a file that does not exist yet
   */
  public static AcceptedList create(Path path) throws IOException {
    return new AcceptedList(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Writes down a bill's answer; it counts once this returns. */
  public void add(AcceptedBill bill) throws IOException {
    append(new Line(bill, null));
  }

  /** Writes down a claim's answer; it counts once this returns. */
  public void add(AcceptedClaim claim) throws IOException {
    append(new Line(null, claim));
  }

  private synchronized void append(Line line) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  /** Reads a list back from the disk. */
  public static Content read(Path path) throws IOException {
    List<AcceptedBill> bills = new ArrayList<>();
    List<AcceptedClaim> claims = new ArrayList<>();
    for (String text : Files.readAllLines(path)) {
      Line line = JSON.readValue(text, Line.class);
      if (line.bill() != null) {
        bills.add(line.bill());
      }
      if (line.claim() != null) {
        claims.add(line.claim());
      }
    }
    return new Content(bills, claims);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
