package org.yipiao.gateway.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.FeeCategory;

class ItemTableReaderTest {

  private static final String HEADER = "code,name,category,unitPrice,class";
  private static final String DATED = HEADER + ",prepayRatio,priceCap,unit,validFrom,validTo\n";

  private static ItemTable read(String table) {
    return ItemTableReader.read("items.csv", table.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void choosesTheRowByServiceDate() {
    ItemTable table =
        read(
            DATED
                + "X,旧,LABORATORY,1.00,A,,,,,2025-12-31\r\n"
                + "X,\"新, \"\"改\"\"\",LABORATORY,2.00,B,0.1,1.5,次,2026-01-01,\r\n");

    assertThat(table.find("X", LocalDate.of(2025, 12, 31)))
        .isInstanceOfSatisfying(
            ItemTable.Found.Priced.class,
            found -> assertThat(found.item().unitPrice()).isEqualByComparingTo("1"));
    assertThat(table.find("X", LocalDate.of(2026, 1, 1)))
        .isInstanceOfSatisfying(
            ItemTable.Found.Priced.class,
            found -> assertThat(found.item().name()).isEqualTo("新, \"改\""));
    assertThat(table.find("Y", LocalDate.of(2026, 1, 1)))
        .isInstanceOf(ItemTable.Found.Unknown.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {HEADER + "\nX,x,LABORATORY,1.00,B", DATED + "X,x,LABORATORY,1.00,B,,,,,"})
  void anAbsentValueIsNoRatioNoCapNoUnitAndValidForEver(String table) {
    var found = new ItemTable.Found.Priced(item(BigDecimal.ZERO, null, null, null, null));

    assertThat(read(table).find("X", LocalDate.of(1949, 10, 1))).isEqualTo(found);
    assertThat(read(table).find("X", LocalDate.of(9999, 12, 31))).isEqualTo(found);
  }

  @Test
  void aPresentValueIsTakenWhateverTheOrderOfTheColumns() {
    LocalDate from = LocalDate.of(2026, 1, 31);
    LocalDate to = LocalDate.of(2026, 2, 28);
    var found =
        new ItemTable.Found.Priced(
            item(new BigDecimal("0.25"), new BigDecimal("0.80"), "盒", from, to));
    ItemTable table = read(DATED + "X,x,LABORATORY,1.00,B,0.25,0.80,盒,2026-01-31,2026-02-28\n");
    ItemTable other =
        read(
            """
            validTo,unit,class,priceCap,code,prepayRatio,name,unitPrice,validFrom,category
            2026-02-28,盒,B,0.80,X,0.25,x,1.00,2026-01-31,LABORATORY
            """);

    for (ItemTable each : List.of(table, other)) {
      assertThat(each.find("X", from)).isEqualTo(found);
      assertThat(each.find("X", to)).isEqualTo(found);
      assertThat(each.find("X", from.minusDays(1)))
          .isInstanceOf(ItemTable.Found.NotValidOnDate.class);
      assertThat(each.find("X", to.plusDays(1))).isInstanceOf(ItemTable.Found.NotValidOnDate.class);
    }
  }

  private static Item item(
      BigDecimal prepayRatio,
      @Nullable BigDecimal priceCap,
      @Nullable String unit,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    return new Item(
        "X",
        "x",
        FeeCategory.LABORATORY,
        new BigDecimal("1.00"),
        CatalogueClass.B,
        prepayRatio,
        priceCap,
        unit,
        from,
        to);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"0", "0.0", "0.00", "0.000000"})
  void aFreeItemLeavesTheTableUsable(String price) {
    ItemTable table = read(HEADER + "\nFREE,x,OTHER," + price + ",A\nX,x,OTHER,1.00,A\n");

    assertThat(table.codes()).isEqualTo(2);
    assertThat(table.find("FREE", LocalDate.of(2026, 1, 1)))
        .isInstanceOfSatisfying(
            ItemTable.Found.Priced.class, found -> assertThat(found.item().unitPrice()).isZero());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "'';line 1: the header is missing",
        "code,name\\nX,x;column category: the column is missing",
        "code,name,category,unitPrice,class,color\\nX;column color: unknown column",
        "code,code,name,category,unitPrice,class\\nX;column code: the column is there twice",
        "H;items.csv: the table has no rows",
        "H\\nX,x,LABORATORY,1.00;line 2: 4 values where the header has 5",
        "H\\n,x,LABORATORY,1.00,A;line 2, column code: the value is missing",
        "H\\nX,x,LAB,1.00,A;line 2, column category: not one of",
        "H\\nX,x,LABORATORY,-1.00,A;line 2, column unitPrice: not a price",
        "H\\nX,x,LABORATORY,ten,A;with at most 6 decimals: \"ten\"",
        "H\\nX,x,LABORATORY,1.0000001,A;line 2, column unitPrice: not a price",
        "H\\nX,x,LABORATORY,00.0000000,A;line 2, column unitPrice: not a price",
        "H,priceCap\\nX,x,LABORATORY,1,B,0;line 2, column priceCap: a price of 0",
        "H\\nX,x,LABORATORY,1,D;line 2, column class: not one of",
        "H\\nX,x,LABORATORY,1,A\\nX,y,LABORATORY,2,A;line 3, column code: the code has another row",
        "H\\nX,\"x,LABORATORY,1,A;line 2: a quote is not closed"
      })
  void namesFileLineColumnReasonAndValue(String table, String reason) {
    String text = table.replaceFirst("^H(?=[,\\\\])", HEADER).replace("\\n", "\n");
    String whole = text.equals("H") ? HEADER : text;

    assertThatThrownBy(() -> read(whole))
        .isInstanceOf(ItemTableException.class)
        .hasMessageStartingWith("items.csv")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] bytes = (HEADER + "\nX,\u00e9,LABORATORY,1,A").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ItemTableReader.read("items.csv", bytes))
        .hasMessageContaining("UTF-8");
  }
}
