package org.yipiao.ledger.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.golden.Fixture;

/** A row of each table, key and value. A new table fails here until it has a fixture. */
class RowFormatsTest {

  @Test
  void keepTheirBytesAndAreReadBack() {
    SampleRow.all().forEach(RowFormatsTest::check);
  }

  @Test
  void everyTableHasAFixture() {
    var cases = SampleRow.all();
    assertThat(cases.stream().map(SampleRow::table).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Table.values());
    Set<String> due = cases.stream().map(RowFormatsTest::name).collect(Collectors.toSet());
    assertThat(Fixture.names().stream().filter(name -> name.startsWith("row-")))
        .containsExactlyInAnyOrderElementsOf(due);
  }

  private static String name(SampleRow one) {
    return "row-" + one.name();
  }

  private static void check(SampleRow one) {
    var block = new BlockState(new TreeLedgerState());
    one.put().accept(block);
    var row =
        block.changes().stream()
            .filter(change -> change.key().table() == one.table().prefix())
            .findFirst()
            .orElseThrow();
    Fixture.check(
        name(one),
        "A row of table %d, %s.".formatted(one.table().prefix(), one.table()),
        joined(row.key().bytes(), Objects.requireNonNull(row.value())),
        fields -> {
          fields.take("key.table", 1);
          one.key().forEach(field -> fields.take("key." + field));
          one.value().accept(fields);
        },
        bytes -> bytes);
    var kept = new TreeLedgerState();
    kept.apply(
        List.of(
            new RowChange(
                RowKey.of(Fixture.bytes(name(one), "key.")), Fixture.bytes(name(one), "value."))));
    assertThat(one.read().apply(new LedgerRows(kept))).as(one.name()).isEqualTo(one.expected());
  }

  private static byte[] joined(byte[] key, byte[] value) {
    byte[] joined = Arrays.copyOf(key, key.length + value.length);
    System.arraycopy(value, 0, joined, key.length, value.length);
    return joined;
  }
}
