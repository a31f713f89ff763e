package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.golden.GoldenFile;
import org.yipiao.ledger.protocol.wire.Digest;

class InvoiceRowTest {

  private static final Digest DOCUMENT = Digest.sha256(new byte[] {1});
  private static final Digest RED_DOCUMENT = Digest.sha256(new byte[] {2});
  private static final InvoiceRow ISSUED = InvoiceRow.issued(4, DOCUMENT, 1_000, 1_200);
  private static final InvoiceRow HELD = ISSUED.moved(100, 200, 300, 50);

  private static Map<String, InvoiceRow> rows() {
    var rows = new LinkedHashMap<String, InvoiceRow>();
    rows.put("issued", ISSUED);
    rows.put("held", HELD);
    rows.put("paper out", HELD.withPaperOut(true));
    rows.put("reversed", ISSUED.reversedBy(new Counterpart(12, RED_DOCUMENT)));
    rows.put("red", ISSUED.red(11, RED_DOCUMENT));
    return rows;
  }

  @Test
  void keepsItsBytesAndIsReadBack() {
    var lines = new StringBuilder();
    rows()
        .forEach((name, row) -> {
          byte[] bytes = row.encode();
          assertThat(InvoiceRow.decode(bytes)).as(name).isEqualTo(row);
          lines.append(name).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n');
        });
    GoldenFile.checkText("invoice-rows", lines.toString());
  }

  @Test
  void hasTheOldBytesAsLongAsNothingIsNew() {
    assertThat(ISSUED.encode()).hasSize(85);
    assertThat(HELD.withPaperOut(true).withPaperOut(false).encode()).isEqualTo(HELD.encode());
    assertThat(HELD.withPaperOut(true).encode()).hasSize(126).startsWith(HELD.encode());
  }

  @Test
  void hasOneEncodingAlone() {
    byte[] inTheLongForm = Arrays.copyOf(ISSUED.encode(), 126);
    assertThatThrownBy(() -> InvoiceRow.decode(inTheLongForm))
        .isInstanceOf(IllegalStateException.class);
    for (int length : new int[] {0, 84, 86, 125, 127}) {
      byte[] other = Arrays.copyOf(ISSUED.encode(), length);
      assertThatThrownBy(() -> InvoiceRow.decode(other)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void isNeverReversedOrRedWithSomethingHeldOrOnPaper() {
    var red = new Counterpart(12, RED_DOCUMENT);
    assertThatThrownBy(() -> HELD.reversedBy(red)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ISSUED.withPaperOut(true).reversedBy(red))
        .isInstanceOf(IllegalStateException.class);
    InvoiceRow reversed = ISSUED.reversedBy(red);
    assertThatThrownBy(() -> reversed.moved(1, 0, 0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reversed.withPaperOut(true)).isInstanceOf(IllegalStateException.class);
    InvoiceRow itsRed = ISSUED.red(11, RED_DOCUMENT);
    assertThatThrownBy(() -> itsRed.moved(0, 0, 0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> new InvoiceRow(4, InvoiceStatus.ISSUED, DOCUMENT, 1, 1, 0, 0, 0, 0, false, red))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyStatusHasANumberOfItsOwnAndASentence() {
    for (InvoiceStatus status : InvoiceStatus.values()) {
      assertThat(InvoiceStatus.of(status.number())).isEqualTo(status);
      assertThat(status.sentence()).endsWith(".");
    }
    assertThatThrownBy(() -> InvoiceStatus.of(0)).isInstanceOf(IllegalStateException.class);
  }
}
