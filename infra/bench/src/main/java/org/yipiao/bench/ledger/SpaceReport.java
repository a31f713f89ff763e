package org.yipiao.bench.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.quickstart.parts.LedgerNodes;

/**
 * What one node's directory takes on its disk, and how much of that an invoice.
 *
 * @param invoices on the ledger
 * @param operations on the ledger, issues and all others
 * @param storeBytes the store's folder as the node left it, with its logs
 * @param engineBytes the engine's folder: its event log, which it throws away after its retention,
 *     and saved states
 * @param families each kind of entry of the store
 */
record SpaceReport(
    long invoices, long operations, long storeBytes, long engineBytes, List<FamilySpace> families) {

  private static final String PROGRAM = "org.yipiao.ledger.server.store.StoreSpace";

  /**
   * One family of the store.
   *
   * @param entries as the database estimates
   * @param bytesBefore of its tables, before they are compacted
   * @param bytesAfter the same after that
   * @param bytesPerInvoice of the latter
   */
  record FamilySpace(
      String name, long entries, long bytesBefore, long bytesAfter, double bytesPerInvoice) {}

  /** Of a node that has ended; its store is compacted. */
  static SpaceReport of(LedgerNodes nodes, int index, long invoices, long operations)
      throws IOException, InterruptedException {
    Path data = nodes.data(index);
    long store = bytes(data.resolve("store"));
    long engine = bytes(data.resolve("engine"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                nodes.classPath(),
                PROGRAM,
                data.resolve("store").toString())
            .redirectErrorStream(true)
            .start();
    String output;
    try (var out = process.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new IOException("the store cannot be measured: " + output.strip());
    }
    return new SpaceReport(invoices, operations, store, engine, families(output, invoices));
  }

  static List<FamilySpace> families(String output, long invoices) {
    List<FamilySpace> families = new ArrayList<>();
    output
        .lines()
        .filter(line -> line.matches("[a-z_]+ [0-9]+ [0-9]+ [0-9]+"))
        .map(line -> line.split(" ", -1))
        .forEach(words -> {
          long after = Long.parseLong(words[3]);
          families.add(
              new FamilySpace(
                  words[0],
                  Long.parseLong(words[1]),
                  Long.parseLong(words[2]),
                  after,
                  tenths(after, invoices)));
        });
    return families;
  }

  double bytesPerInvoiceBefore() {
    return tenths(families.stream().mapToLong(FamilySpace::bytesBefore).sum(), invoices);
  }

  double bytesPerInvoiceAfter() {
    return tenths(families.stream().mapToLong(FamilySpace::bytesAfter).sum(), invoices);
  }

  double engineBytesPerInvoice() {
    return tenths(engineBytes, invoices);
  }

  private static double tenths(long bytes, long invoices) {
    return invoices == 0 ? 0 : Math.round(10.0 * bytes / invoices) / 10.0;
  }

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(SpaceReport::size).sum();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
