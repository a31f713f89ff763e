package org.yipiao.ledger.server.formats;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.yipiao.ledger.protocol.golden.Fixture;
import org.yipiao.ledger.protocol.golden.Spelled;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.node.MemoryStore;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/** An entry of a store and its fixture, in which names of fields say what is key and what value. */
final class StoredEntry {

  private StoredEntry() {}

  /**
   * Holds an entry that the product has written against its fixture.
   *
   * @param fields cuts key and value
   */
  static void check(
      String name, KeyValueStore store, Family family, byte[] key, Consumer<Spelled> fields) {
    byte[] value = Objects.requireNonNull(store.get(family, key), name);
    byte[] joined = Arrays.copyOf(key, key.length + value.length);
    System.arraycopy(value, 0, joined, key.length, value.length);
    String title = "An entry of %s. %s".formatted(family, family.layout());
    Fixture.check("store-" + name, title, joined, fields, bytes -> bytes);
  }

  /** A store with nothing but the entries of some fixtures of one family. */
  static KeyValueStore kept(Family family, String... names) {
    var store = new MemoryStore();
    put(store, family, names);
    return store;
  }

  static void put(KeyValueStore store, Family family, String... names) {
    var writes = new WriteSet();
    for (String name : names) {
      writes.put(family, key(name), value(name));
    }
    store.write(writes, Durability.SYNCED);
  }

  static byte[] key(String name) {
    return Fixture.bytes("store-" + name, "key");
  }

  static byte[] value(String name) {
    return Fixture.bytes("store-" + name, "value");
  }

  static Digest digest(int fill) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) fill);
    return Digest.of(bytes);
  }
}
