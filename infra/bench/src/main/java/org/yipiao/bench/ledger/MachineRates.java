package org.yipiao.bench.ledger;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.Directories;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * What this machine does of the pieces that a ledger is made of, each measured alone: the least
 * that an operation costs here, whatever is done with it besides.
 *
 * @param processors of this machine
 * @param hashNanos the hashes of one issued invoice on one node, on one processor
 * @param verifyMicros one signature of a transaction
 * @param syncMillis appending 4 KiB to a file and syncing it
 * @param syncedMegabytes each second in pieces of 1 MiB, each synced
 * @param ordering what four engines order that do nothing else
 */
record MachineRates(
    int processors,
    double hashNanos,
    double verifyMicros,
    Latencies syncMillis,
    double syncedMegabytes,
    List<Ordering> ordering) {

  private static final String PROGRAM = "org.yipiao.ledger.server.ordering.hiero.OrderingRate";
  private static final int MAP_HASHES = 13;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int SMALL = 4 << 10;
  private static final int LARGE = 1 << 20;
  private static final int HEADER_BYTES = 120;
  private static final int AT_ONCE = 1_000;

  /**
   * @param batch operations in each payload
   * @param transactionBytes of such a payload
   * @param pace {@code null} when so little was ordered in the time that it tells no pace, as on a
   *     machine that is busy with something else
   */
  record Ordering(int batch, int transactionBytes, @Nullable Pace pace) {

    /** What {@link #PROGRAM} says: payloads, milliseconds, milliseconds of processors. */
    static Ordering of(Batches.Size size, String line) {
      String[] said = line.split(" ", -1);
      double operations = Double.parseDouble(said[0]) * size.batch();
      long perSecond = Math.round(operations * 1e3 / Double.parseDouble(said[1]));
      return new Ordering(
          size.batch(),
          size.bytes(),
          perSecond == 0
              ? null
              : new Pace(perSecond, Double.parseDouble(said[2]) * 1e3 / operations));
    }
  }

  /**
   * @param operationsPerSecond at least one
   * @param cpuMicros of all four engines for each operation
   */
  record Pace(double operationsPerSecond, double cpuMicros) {}

  /**
   * @param directory on the disk that the nodes use
   * @param sizes bytes of a transaction of each batch
   * @param map whether operations enter the map over the rows
   */
  static MachineRates measure(
      Path directory, String classPath, List<Batches.Size> sizes, int seconds, boolean map)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    List<Ordering> ordering = new ArrayList<>();
    for (var size : sizes) {
      ordering.add(ordering(directory.resolve("ordering"), classPath, size, seconds));
    }
    return new MachineRates(
        Runtime.getRuntime().availableProcessors(),
        measuredHashes(map),
        measuredSignature(),
        syncs(directory, SMALL),
        megabytes(syncs(directory, LARGE)),
        ordering);
  }

  private static Ordering ordering(Path directory, String classPath, Batches.Size size, int seconds)
      throws IOException, InterruptedException {
    Directories.remove(directory);
    String line =
        NodeProgram.run(
                classPath,
                List.of("-Xmx1g"),
                PROGRAM,
                directory.toString(),
                Integer.toString(seconds),
                Integer.toString(seconds),
                Integer.toString(size.bytes()))
            .lines()
            .filter(each -> each.matches("[0-9]+ [0-9]+ [0-9]+"))
            .findFirst()
            .orElseThrow(() -> new IOException("no rate of ordering"));
    Directories.remove(directory);
    return Ordering.of(size, line);
  }

  /**
   * Of an operation: its leaf and node in the transaction's tree, its share of the transaction's
   * digest and of the payload's in the order, its leaf and node in the log; in the map its leaf and
   * the nodes above it that it does not share with the others of its block.
   */
  private static double measuredHashes(boolean map) {
    byte[] operation = ForeignLedger.operation(1).element();
    byte[] leaf = new ForeignLedger(1).leafAt(0);
    Digest other = Digest.sha256(leaf);
    long spent = 0;
    long operations = 0;
    for (int round = 0; round < 2; round++) { // the first warms up
      long begin = processorNanos();
      operations = 0;
      do {
        for (int i = 0; i < AT_ONCE; i++) {
          other = MerkleTree.nodeHash(MerkleTree.leafHash(operation), other);
          other = MerkleTree.nodeHash(Digest.sha256(operation), other);
          other = MerkleTree.nodeHash(MerkleTree.leafHash(leaf), Digest.sha256(operation));
          for (int node = 0; map && node < MAP_HASHES; node++) {
            other = MerkleTree.nodeHash(other, other);
          }
        }
        operations += AT_ONCE;
        spent = processorNanos() - begin;
      } while (spent < NANOS);
    }
    return spent / (double) operations;
  }

  private static double measuredSignature() {
    SignatureSuite suite = SignatureSuite.intl();
    KeyPair keys = suite.generate(new SecureRandom());
    byte[] header = new byte[HEADER_BYTES];
    byte[] signature = suite.signer(keys.getPrivate()).sign(header);
    var verifier = suite.verifier(keys.getPublic());
    long spent = 0;
    long count = 0;
    for (int round = 0; round < 2; round++) { // the first warms up
      long begin = processorNanos();
      count = 0;
      do {
        if (!verifier.verify(header, signature)) {
          throw new IllegalStateException("a sound signature was refused");
        }
        count++;
        spent = processorNanos() - begin;
      } while (spent < NANOS);
    }
    return spent / 1e3 / count;
  }

  /** Of this thread, which others that run here do not slow down. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Latencies syncs(Path directory, int bytes) throws IOException {
    Path file = directory.resolve("synced");
    List<Long> micros = new ArrayList<>();
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = System.nanoTime() + NANOS;
      while (System.nanoTime() < end) {
        long begin = System.nanoTime();
        var buffer = ByteBuffer.wrap(random);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(false);
        micros.add((System.nanoTime() - begin) / 1_000);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return Latencies.ofMicros(micros);
  }

  private static double megabytes(Latencies large) {
    return large.count() * (LARGE / 1e6) / (NANOS / 1e9);
  }
}
