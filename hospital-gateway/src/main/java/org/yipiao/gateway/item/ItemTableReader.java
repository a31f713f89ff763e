package org.yipiao.gateway.item;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.FeeCategory;

/**
 * Reads an item table: UTF-8 CSV with the header {@code code,name,category,unitPrice,class} and the
 * optional columns {@code prepayRatio,priceCap,unit,validFrom,validTo}, in any order. Prices are
 * yuan; what is free costs 0. A column that is absent or empty means a ratio of 0, no cap, no unit,
 * and valid since or for ever. Nothing is guessed: the first fault ends the reading with an {@link
 * ItemTableException}.
 */
public final class ItemTableReader {

  private static final List<String> REQUIRED =
      List.of("code", "name", "category", "unitPrice", "class");
  private static final Set<String> OPTIONAL =
      Set.of("prepayRatio", "priceCap", "unit", "validFrom", "validTo");
  private static final Pattern FREE = Pattern.compile("0{1,12}(\\.0{1,6})?");
  private static final BigDecimal MAX_PRICE = new BigDecimal("999999999999.99");
  private static final int MAX_BYTES = 64 << 20;
  private static final int SHOWN = 60;

  private final String file;
  private final Map<String, Integer> columns;

  private ItemTableReader(String file, Map<String, Integer> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * @throws ItemTableException when the file is not a usable table
   * @throws UncheckedIOException when it cannot be read
   */
  public static ItemTable read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ItemTableException(file.toString(), 0, "", "larger than " + MAX_BYTES + " bytes");
      }
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param file how faults name the table
   */
  public static ItemTable read(String file, byte[] utf8) {
    List<Csv.Row> rows = Csv.parse(file, decode(file, utf8));
    if (rows.isEmpty()) {
      throw new ItemTableException(file, 1, "", "the header is missing");
    }
    ItemTableReader reader = new ItemTableReader(file, header(file, rows.getFirst()));
    List<Item> items = new ArrayList<>(rows.size());
    Map<String, List<Integer>> seen = new HashMap<>();
    for (Csv.Row row : rows.subList(1, rows.size())) {
      Item item = reader.item(row);
      for (int earlier : seen.computeIfAbsent(item.code(), code -> new ArrayList<>(1))) {
        if (items.get(earlier).overlaps(item)) {
          throw reader.fault(row, "code", "the code has another row that is valid on the same day");
        }
      }
      seen.get(item.code()).add(items.size());
      items.add(item);
    }
    if (items.isEmpty()) {
      throw new ItemTableException(file, 0, "", "the table has no rows");
    }
    return ItemTable.of(items);
  }

  private static String decode(String file, byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ItemTableException(file, 0, "", "not UTF-8");
    }
  }

  private static Map<String, Integer> header(String file, Csv.Row row) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String name = row.cells().get(i).strip();
      if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
        throw new ItemTableException(file, row.line(), name, "unknown column");
      }
      if (columns.put(name, i) != null) {
        throw new ItemTableException(file, row.line(), name, "the column is there twice");
      }
    }
    for (String name : REQUIRED) {
      if (!columns.containsKey(name)) {
        throw new ItemTableException(file, row.line(), name, "the column is missing");
      }
    }
    return columns;
  }

  private Item item(Csv.Row row) {
    if (row.cells().size() != columns.size()) {
      throw new ItemTableException(
          file,
          row.line(),
          "",
          row.cells().size() + " values where the header has " + columns.size());
    }
    CatalogueClass catalogueClass = oneOf(row, "class", CatalogueClass.values());
    BigDecimal prepayRatio = ratio(row);
    if (prepayRatio.signum() > 0 && catalogueClass == CatalogueClass.A) {
      throw fault(row, "prepayRatio", "a class A item is fully in scope and has none");
    }
    LocalDate from = date(row, "validFrom");
    LocalDate to = date(row, "validTo");
    if (from != null && to != null && to.isBefore(from)) {
      throw fault(row, "validTo", "lies before validFrom");
    }
    return new Item(
        text(row, "code", 64),
        text(row, "name", 200),
        oneOf(row, "category", FeeCategory.values()),
        unitPrice(row),
        catalogueClass,
        prepayRatio,
        cell(row, "priceCap").isEmpty() ? null : price(row, "priceCap", cell(row, "priceCap")),
        cell(row, "unit").isEmpty() ? null : text(row, "unit", 32),
        from,
        to);
  }

  /** What is free may stand in the table; only a bill that charges it is refused. */
  private BigDecimal unitPrice(Csv.Row row) {
    String text = required(row, "unitPrice");
    return FREE.matcher(text).matches() ? BigDecimal.ZERO : price(row, "unitPrice", text);
  }

  private String cell(Csv.Row row, String column) {
    Integer index = columns.get(column);
    return index == null ? "" : row.cells().get(index).strip();
  }

  private String required(Csv.Row row, String column) {
    String value = cell(row, column);
    if (value.isEmpty()) {
      throw fault(row, column, "the value is missing");
    }
    return value;
  }

  private String text(Csv.Row row, String column, int maxLength) {
    String value = required(row, column);
    if (value.length() > maxLength) {
      throw fault(row, column, "longer than " + maxLength + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw fault(row, column, "contains a control character");
    }
    return value;
  }

  private <E extends Enum<E>> E oneOf(Csv.Row row, String column, E[] values) {
    String name = required(row, column);
    for (E value : values) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw fault(row, column, "not one of " + List.of(values));
  }

  private BigDecimal price(Csv.Row row, String column, String text) {
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
      throw fault(row, column, "not a price in yuan with at most 6 decimals");
    }
    BigDecimal price = new BigDecimal(text);
    if (price.compareTo(MAX_PRICE) > 0) {
      throw fault(row, column, "too large");
    }
    if (price.signum() == 0) {
      throw fault(row, column, "a price of 0 cannot be charged");
    }
    return price;
  }

  private BigDecimal ratio(Csv.Row row) {
    String text = cell(row, "prepayRatio");
    if (text.isEmpty()) {
      return BigDecimal.ZERO;
    }
    if (!text.matches("(0(\\.[0-9]{1,6})?)|(1(\\.0{1,6})?)")) {
      throw fault(row, "prepayRatio", "not a ratio between 0 and 1");
    }
    return new BigDecimal(text);
  }

  private @Nullable LocalDate date(Csv.Row row, String column) {
    String text = cell(row, column);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw fault(row, column, "not a date like 2026-01-31");
    }
  }

  /** Names the value too: who mends the file looks for it. */
  private ItemTableException fault(Csv.Row row, String column, String reason) {
    String value = cell(row, column);
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return new ItemTableException(
        file, row.line(), column, value.isEmpty() ? reason : reason + ": \"" + shown + "\"");
  }
}
