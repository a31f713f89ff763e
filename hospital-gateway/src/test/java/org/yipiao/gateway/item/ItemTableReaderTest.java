package org.yipiao.gateway.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "H\\nX,x,LABORATORY,0.00,A;line 2, column unitPrice: a price of 0",
        "H\\nX,x,LABORATORY,1,D;line 2, column class: not one of",
        "H\\nX,x,LABORATORY,1,A\\nX,y,LABORATORY,2,A;line 3, column code: the code has another row",
        "H\\nX,\"x,LABORATORY,1,A;line 2: a quote is not closed"
      })
  void namesFileLineColumnReasonAndValue(String table, String reason) {
    String text = table.replace("H\\n", HEADER + "\n").replace("\\n", "\n");
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
