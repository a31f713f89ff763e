package org.yipiao.gateway.item;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hospital's prices by item code and service date; at most one row answers. */
public final class ItemTable {

  private final Map<String, List<Item>> rows;

  private ItemTable(Map<String, List<Item>> rows) {
    this.rows = rows;
  }

  /** The outcome of a look-up. */
  public sealed interface Found {

    /** The row for that code and date. */
    record Priced(Item item) implements Found {}

    /** No row has the code. */
    record Unknown() implements Found {}

    /** Rows have the code, but none on that date. */
    record NotValidOnDate() implements Found {}
  }

  /**
   * @throws IllegalArgumentException when two rows of one code share a day
   */
  public static ItemTable of(Collection<Item> items) {
    Map<String, List<Item>> rows = new HashMap<>();
    for (Item item : items) {
      List<Item> sameCode = rows.computeIfAbsent(item.code(), code -> new ArrayList<>(1));
      if (sameCode.stream().anyMatch(item::overlaps)) {
        throw new IllegalArgumentException("two rows of code " + item.code() + " share a day");
      }
      sameCode.add(item);
    }
    return new ItemTable(rows);
  }

  /** The row of {@code code} that is valid on the day the service was given. */
  public Found find(String code, LocalDate serviceDate) {
    List<Item> sameCode = rows.get(code);
    if (sameCode == null) {
      return new Found.Unknown();
    }
    for (Item item : sameCode) {
      if (item.validOn(serviceDate)) {
        return new Found.Priced(item);
      }
    }
    return new Found.NotValidOnDate();
  }

  /** How many codes have a price. */
  public int codes() {
    return rows.size();
  }
}
