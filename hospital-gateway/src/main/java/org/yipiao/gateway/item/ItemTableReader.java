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
import org.yipiao.platform.reason.Reason;

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
        throw new ItemTableException(file.toString(), 0, ItemFault.TABLE_TOO_LARGE, MAX_BYTES);
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
      throw new ItemTableException(file, 1, ItemFault.HEADER_MISSING);
    }
    ItemTableReader reader = new ItemTableReader(file, header(file, rows.getFirst()));
    List<Item> items = new ArrayList<>(rows.size());
    Map<String, List<Integer>> seen = new HashMap<>();
    for (Csv.Row row : rows.subList(1, rows.size())) {
      Item item = reader.item(row);
      for (int earlier : seen.computeIfAbsent(item.code(), code -> new ArrayList<>(1))) {
        if (items.get(earlier).overlaps(item)) {
          throw reader.fault(row, "code", ItemFault.DAY_OF_ANOTHER_ROW);
        }
      }
      seen.get(item.code()).add(items.size());
      items.add(item);
    }
    if (items.isEmpty()) {
      throw new ItemTableException(file, 0, ItemFault.NO_ROWS);
    }
    return ItemTable.of(items);
  }

  private static String decode(String file, byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ItemTableException(file, 0, ItemFault.NOT_UTF8);
    }
  }

  private static Map<String, Integer> header(String file, Csv.Row row) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String name = row.cells().get(i).strip();
      if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
        throw ofColumn(file, row, name, ItemFault.COLUMN_UNKNOWN);
      }
      if (columns.put(name, i) != null) {
        throw ofColumn(file, row, name, ItemFault.COLUMN_TWICE);
      }
    }
    for (String name : REQUIRED) {
      if (!columns.containsKey(name)) {
        throw ofColumn(file, row, name, ItemFault.COLUMN_MISSING);
      }
    }
    return columns;
  }

  private static ItemTableException ofColumn(
      String file, Csv.Row header, String column, ItemFault fault) {
    return new ItemTableException(file, header.line(), column, "", Reason.of(fault));
  }

  private Item item(Csv.Row row) {
    if (row.cells().size() != columns.size()) {
      throw new ItemTableException(
          file, row.line(), ItemFault.OTHER_NUMBER_OF_VALUES, row.cells().size(), columns.size());
    }
    CatalogueClass catalogueClass = oneOf(row, "class", CatalogueClass.values());
    BigDecimal prepayRatio = ratio(row);
    if (prepayRatio.signum() > 0 && catalogueClass == CatalogueClass.A) {
      throw fault(row, "prepayRatio", ItemFault.CLASS_A_PREPAYS);
    }
    LocalDate from = date(row, "validFrom");
    LocalDate to = date(row, "validTo");
    if (from != null && to != null && to.isBefore(from)) {
      throw fault(row, "validTo", ItemFault.ENDS_BEFORE_IT_BEGINS);
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
      throw fault(row, column, ItemFault.VALUE_MISSING);
    }
    return value;
  }

  private String text(Csv.Row row, String column, int maxLength) {
    String value = required(row, column);
    if (value.length() > maxLength) {
      throw fault(row, column, ItemFault.VALUE_TOO_LONG, maxLength);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw fault(row, column, ItemFault.CONTROL_CHARACTER);
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
    throw fault(row, column, ItemFault.NOT_ONE_OF, List.of(values));
  }

  private BigDecimal price(Csv.Row row, String column, String text) {
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
      throw fault(row, column, ItemFault.NOT_A_PRICE);
    }
    BigDecimal price = new BigDecimal(text);
    if (price.compareTo(MAX_PRICE) > 0) {
      throw fault(row, column, ItemFault.PRICE_TOO_LARGE);
    }
    if (price.signum() == 0) {
      throw fault(row, column, ItemFault.PRICE_OF_ZERO);
    }
    return price;
  }

  private BigDecimal ratio(Csv.Row row) {
    String text = cell(row, "prepayRatio");
    if (text.isEmpty()) {
      return BigDecimal.ZERO;
    }
    if (!text.matches("(0(\\.[0-9]{1,6})?)|(1(\\.0{1,6})?)")) {
      throw fault(row, "prepayRatio", ItemFault.NOT_A_RATIO);
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
      throw fault(row, column, ItemFault.NOT_A_DATE);
    }
  }

  /** Names the value too: who mends the file looks for it. */
  private ItemTableException fault(
      Csv.Row row, String column, ItemFault fault, Object... parameters) {
    String value = cell(row, column);
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return new ItemTableException(file, row.line(), column, shown, Reason.of(fault, parameters));
  }
}
