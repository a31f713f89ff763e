package org.yipiao.bench.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /** What the store keeps entries for. */
  enum Part {
    LOG("log: leaves, tiles, blocks, checkpoints"),
    MAP("rows and the map over them"),
    INDEXES("index of transactions"),
    QUEUES("queues and the like");

    private final String what;

    Part(String what) {
      this.what = what;
    }

    String what() {
      return what;
    }

    static Part of(String family) {
      return switch (family) {
        case "leaves", "tiles", "blocks", "checkpoints" -> LOG;
        case "rows", "map" -> MAP;
        case "transactions" -> INDEXES;
        default -> QUEUES;
      };
    }
  }

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
    String output =
        NodeProgram.run(
            nodes.classPath(), List.of("-Xmx256m"), PROGRAM, data.resolve("store").toString());
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

  /** Bytes an invoice after the compaction, by what they are for. */
  Map<Part, Double> parts() {
    Map<Part, Long> bytes = new EnumMap<>(Part.class);
    for (var family : families) {
      bytes.merge(Part.of(family.name()), family.bytesAfter(), Long::sum);
    }
    Map<Part, Double> each = new EnumMap<>(Part.class);
    bytes.forEach((part, all) -> each.put(part, tenths(all, invoices)));
    return each;
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
