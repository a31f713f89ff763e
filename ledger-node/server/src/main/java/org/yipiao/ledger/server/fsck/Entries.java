package org.yipiao.ledger.server.fsck;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;

/** All entries of a family in ascending order, a page in memory at a time. */
final class Entries implements Iterator<KeyValueStore.Entry> {

  private static final int PAGE = 256;

  private final KeyValueStore store;
  private final Family family;
  private final Deque<KeyValueStore.Entry> page = new ArrayDeque<>();
  private byte[] from = new byte[0];
  private boolean ended;

  Entries(KeyValueStore store, Family family) {
    this.store = store;
    this.family = family;
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !ended) {
      page.addAll(store.range(family, from, null, PAGE));
      ended = page.size() < PAGE;
      if (!page.isEmpty()) {
        byte[] last = page.getLast().key();
        from = Arrays.copyOf(last, last.length + 1);
      }
    }
    return !page.isEmpty();
  }

  @Override
  public KeyValueStore.Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.removeFirst();
  }
}
