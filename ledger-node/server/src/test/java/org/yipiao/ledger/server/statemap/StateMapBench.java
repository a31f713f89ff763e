package org.yipiao.ledger.server.statemap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.yipiao.ledger.contract.state.RowChange;
import org.yipiao.ledger.contract.state.RowKey;
import org.yipiao.ledger.contract.state.map.MapUpdate;
import org.yipiao.ledger.contract.state.map.NodeChange;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * What the map costs on this machine's disk, for each changed row: time to work it in (without the
 * write, which is part of the block's), hashes, and bytes put into the write set. Usage: {@code
 * StateMapBench [INVOICES]}, a million by default.
 */
public final class StateMapBench {

  private static final int BATCH = 300;
  private static final long FIRST = 110_601_260_000_000_000L;

  private final RocksKeyValueStore store;
  private final StoredRows rows;
  private final StoredNodes nodes;
  private final SplittableRandom random = new SplittableRandom(1);
  private long nanos;
  private long hashes;
  private long bytes;
  private long changed;

  private StateMapBench(RocksKeyValueStore store) {
    this.store = store;
    this.rows = new StoredRows(store);
    this.nodes = StoredNodes.remembering(store);
  }

  public static void main(String[] arguments) throws IOException {
    int invoices = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("state-map-bench");
    try (var store = RocksKeyValueStore.open(directory.resolve("store"))) {
      new StateMapBench(store).run(invoices);
    } finally {
      try (var files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void run(int invoices) {
    System.out.println("rows changed                     a block   µs/row  hashes/row  bytes/row");
    for (int first = 0; first < invoices; first += BATCH) {
      var block = new TreeMap<RowKey, RowChange>();
      for (int i = first; i < Math.min(invoices, first + BATCH); i++) {
        put(block, invoice(i), 85);
      }
      write(block);
    }
    report("issued side by side", BATCH);
    long kept = 0;
    for (var entry : store.range(Family.MAP, new byte[] {0}, null, Integer.MAX_VALUE)) {
      kept += entry.key().length + entry.value().length;
    }
    System.out.printf(Locale.ROOT, "kept of the map: %.1f bytes a row%n", (double) kept / invoices);
    for (int rowsInBlock : new int[] {1, 30, 300, 3_000}) {
      for (int i = 0; i < 12_000 / Math.max(10, rowsInBlock); i++) {
        var block = new TreeMap<RowKey, RowChange>();
        for (int j = 0; j < rowsInBlock; j++) {
          put(block, invoice(random.nextInt(invoices)), 85);
        }
        write(block);
      }
      report("invoices anywhere changed", rowsInBlock);
    }
    for (int operations : new int[] {1, 100}) {
      for (int i = 0; i < 2_000 / operations; i++) {
        var block = new TreeMap<RowKey, RowChange>();
        for (int j = 0; j < operations; j++) {
          reserve(block, random.nextInt(invoices));
        }
        write(block);
      }
      report("reservations, each of 5 rows", operations * 5);
    }
  }

  /** The covered rows that a transaction with one reservation writes. */
  private void reserve(SortedMap<RowKey, RowChange> block, int invoice) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    long number = FIRST + invoice;
    put(block, invoice(invoice), 85);
    put(block, buffer(3, 28).putLong(number).putInt(2).put(id).array(), 73);
    put(block, buffer(4, 20).putInt(2).put(id).array(), 8);
    put(block, buffer(10, 20).putInt(2).put(id).array(), 52);
    put(block, buffer(11, 28).putLong(System.nanoTime()).putInt(2).put(id).array(), 1);
  }

  private static byte[] invoice(int number) {
    return buffer(2, 8).putLong(FIRST + number).array();
  }

  private static ByteBuffer buffer(int table, int length) {
    return ByteBuffer.allocate(1 + length).put((byte) table);
  }

  private void put(SortedMap<RowKey, RowChange> block, byte[] key, int length) {
    byte[] value = new byte[length];
    random.nextBytes(value);
    block.put(RowKey.of(key), new RowChange(RowKey.of(key), value));
  }

  private void write(SortedMap<RowKey, RowChange> block) {
    List<RowChange> changes = new ArrayList<>(block.values());
    long begun = System.nanoTime();
    var updated = MapUpdate.of(nodes, rows, changes);
    nanos += System.nanoTime() - begun;
    hashes += updated.hashes();
    changed += changes.size();
    for (NodeChange node : updated.nodes()) {
      byte[] value = node.value();
      bytes += node.key().length + (value == null ? 0 : value.length);
    }
    var writes = new WriteSet();
    for (RowChange change : changes) {
      writes.put(Family.ROWS, change.key().bytes(), Objects.requireNonNull(change.value()));
    }
    nodes.put(updated.nodes(), writes);
    store.write(writes, Durability.WRITTEN);
    nodes.written(updated.nodes());
  }

  private void report(String what, int rowsInBlock) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %7d %8.1f %11.1f %10.1f%n",
        what,
        rowsInBlock,
        nanos / 1e3 / changed,
        (double) hashes / changed,
        (double) bytes / changed);
    nanos = 0;
    hashes = 0;
    bytes = 0;
    changed = 0;
  }
}
