package org.yipiao.ledger.server.cosigning;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;

/**
 * The cosignature with the largest size that was ever seen of each member, kept over restarts:
 * whoever lost its own records is told so by it. Safe for use by several threads.
 */
final class LastCosignatures {

  private static final String SEEN = "seen-";

  /** After all names that begin so. */
  private static final String AFTER_SEEN = "seen.";

  /** More members than ever validate. */
  private static final int MOST_SEEN = 65_536;

  private final KeyValueStore store;
  private final Map<Integer, Cosignature> last = new ConcurrentHashMap<>();

  LastCosignatures(KeyValueStore store) {
    this.store = store;
    // Of all members: a store that was rebuilt does not know yet who came after the genesis.
    store
        .range(Family.META, Keys.name(SEEN), Keys.name(AFTER_SEEN), MOST_SEEN)
        .forEach(entry -> {
          var seen = Cosignature.decode(entry.value());
          last.put(seen.member(), seen);
        });
  }

  /** The name in {@link Family#META} of that of a member. */
  static byte[] key(int member) {
    return Keys.name(SEEN + member);
  }

  Optional<Cosignature> of(int member) {
    return Optional.ofNullable(last.get(member));
  }

  /** Keeps one of a larger size than all before. */
  void remember(Cosignature cosignature) {
    int member = cosignature.member();
    var before = last.get(member);
    if (before == null || before.size() < cosignature.size()) {
      last.put(member, cosignature);
      store.write(
          new WriteSet().put(Family.META, key(member), cosignature.encode()), Durability.WRITTEN);
    }
  }
}
