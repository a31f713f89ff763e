package org.yipiao.gateway.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.testing.TextsContract;

class ItemTableCheckTest {

  private static final String HEADER = "code,name,category,unitPrice,class\n";

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Locale language = Locale.ENGLISH;

  @Test
  void countsTheCodesOfAUsableTable() throws IOException {
    Path table = Files.writeString(folder.resolve("items.csv"), HEADER + "X,x,LABORATORY,1.00,A\n");
    assertThat(check(table)).isZero();
    assertThat(text()).isEqualTo("1 items");
  }

  @Test
  void namesTheFaultOfATable() throws IOException {
    Path table = Files.writeString(folder.resolve("items.csv"), HEADER + "X,x,LABORATORY,ten,A\n");
    assertThat(check(table)).isEqualTo(2);
    assertThat(text())
        .isEqualTo(
            table
                + ", line 2, column unitPrice: not a price in yuan with at most 6 decimals:"
                + " \"ten\" (NOT_A_PRICE)");
  }

  @Test
  void namesTheFaultInTheLanguageThatIsAskedForAndItsCodeInNone() throws IOException {
    language = Locale.SIMPLIFIED_CHINESE;
    Path table = Files.writeString(folder.resolve("items.csv"), HEADER + "X,x,LABORATORY,ten,A\n");
    assertThat(check(table)).isEqualTo(2);
    assertThat(text())
        .isEqualTo(table + " 第 2 行 unitPrice 列: 不是以元为单位、最多 6 位小数的价格: \"ten\" (NOT_A_PRICE)");
    Path missing = folder.resolve("none.csv");
    assertThat(check(missing)).isEqualTo(2);
    assertThat(text()).isEqualTo("无法读取 " + missing + "：不存在");
  }

  @Test
  void saysEveryFaultInBothLanguages() throws IOException {
    TextsContract.ofReasons(ItemFault.class);
    TextsContract.ofReasons(ItemPlace.class);
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path missing = folder.resolve("none.csv");
    assertThat(check(missing)).isEqualTo(2);
    assertThat(text()).isEqualTo("cannot read " + missing + ": it does not exist");
    assertThat(check(folder)).isEqualTo(2);
    assertThat(text()).isEqualTo("cannot read " + folder + ": it is a folder");
  }

  /** Reading the memory of another process fails for everyone, also for root. */
  @Test
  void saysWhatTheSystemSaidWhenThereIsNoWordForIt() {
    Path memory = Path.of("/proc/self/mem");
    assertThat(check(memory)).isEqualTo(2);
    assertThat(text()).matches("cannot read /proc/self/mem: .*[a-z].*").doesNotEndWith("null");
  }

  private int check(Path file) {
    said.reset();
    return ItemTableCheck.check(
        file, language, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8).strip();
  }
}
