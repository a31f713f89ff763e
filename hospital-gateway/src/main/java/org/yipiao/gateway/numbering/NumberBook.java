package org.yipiao.gateway.numbering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yipiao.gateway.spool.NumberRange;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.platform.id.InvoiceId;

/**
 * The ranges of this gateway and the next free number. A number that {@link #take} gave out counts
 * as used from the write that stores {@link #changed}; the writer calls {@link #stored} after it.
 * Numbers go in ascending order through the ranges in the order in which they were allocated.
 */
public final class NumberBook {

  private final Spool spool;
  private final List<NumberRange> ranges;
  private final List<Integer> touched = new ArrayList<>(2);

  public NumberBook(Spool spool) {
    this.spool = spool;
    this.ranges = new ArrayList<>(spool.ranges());
  }

  /** The next free number; empty when none is left. It is not used until {@link #take}. */
  public synchronized Optional<InvoiceId> next() {
    return current().map(index -> ranges.get(index).nextId());
  }

  /** Uses the number that {@link #next} named. */
  public synchronized void take() {
    int index = current().orElseThrow(() -> new IllegalStateException("no number is left"));
    ranges.set(index, ranges.get(index).advanced());
    if (!touched.contains(index)) {
      touched.add(index);
    }
  }

  /** The ranges as they are after the numbers taken since the last {@link #stored}. */
  public synchronized List<NumberRange> changed() {
    return touched.stream().map(ranges::get).toList();
  }

  public synchronized void stored() {
    touched.clear();
  }

  private Optional<Integer> current() {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).remaining() > 0) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /**
   * Adds ranges the bureau allocated; those already known stay as they are.
   *
   * @return how many are new
   * @throws IllegalArgumentException when one shares numbers with another: nothing is added then
   */
  public synchronized int add(List<NumberRange> allocated) {
    List<NumberRange> fresh = new ArrayList<>();
    for (NumberRange range : allocated) {
      if (ranges.stream().anyMatch(range::sameNumbers)) {
        continue;
      }
      boolean shared =
          ranges.stream().anyMatch(range::overlaps) || fresh.stream().anyMatch(range::overlaps);
      if (shared) {
        throw new IllegalArgumentException(
            "an allocated range of code " + range.code() + " shares numbers with another");
      }
      fresh.add(NumberRange.fresh(range.code(), range.first(), range.last()));
    }
    if (!fresh.isEmpty()) {
      spool.addRanges(fresh);
      ranges.addAll(fresh);
    }
    return fresh.size();
  }

  public synchronized long remaining() {
    return ranges.stream().mapToLong(NumberRange::remaining).sum();
  }

  /** A copy of all ranges. */
  public synchronized List<NumberRange> ranges() {
    return List.copyOf(ranges);
  }
}
