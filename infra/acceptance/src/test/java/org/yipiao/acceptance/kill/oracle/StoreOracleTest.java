package org.yipiao.acceptance.kill.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.kill.oracle.StoreOracle.Checked;

class StoreOracleTest {

  private static final List<String> NODES = List.of("ledger-one", "ledger-two");

  private final List<Checked> checked =
      new ArrayList<>(List.of(sound("ledger-one"), sound("ledger-two")));

  private static Checked sound(String node) {
    return new Checked(node, 0, List.of("SOUND /data/" + node + "/store"));
  }

  private List<String> judged() {
    return StoreOracle.judge(NODES, checked).stream().map(Difference::toString).toList();
  }

  @Test
  void findsNothingWhenAllAreSound() {
    assertThat(judged()).isEmpty();
  }

  @Test
  void findsWhatACheckFound() {
    checked.set(
        1,
        new Checked(
            "ledger-two",
            1,
            List.of("DAMAGED /data", "ROW_OTHER missing: key 02", "second", "third")));
    assertThat(judged())
        .containsExactly(
            "ledger-two: its store is not sound (exit 1):"
                + " DAMAGED /data; ROW_OTHER missing: key 02; second");
  }

  @Test
  void findsACheckThatHadNothingToCheckAndOneThatDied() {
    checked.set(0, new Checked("ledger-one", 2, List.of()));
    checked.set(1, new Checked("ledger-two", 137, List.of()));
    assertThat(judged())
        .containsExactly(
            "ledger-one: its store could not be checked (exit 2): ",
            "ledger-two: its store could not be checked (exit 137): ");
  }

  @Test
  void takesAGoodEndAloneForNothing() {
    checked.set(0, new Checked("ledger-one", 0, List.of()));
    assertThat(judged()).containsExactly("ledger-one: its store could not be checked (exit 0): ");
  }

  @Test
  void findsAStoreThatWasNotChecked() {
    checked.remove(0);
    assertThat(judged()).containsExactly("ledger-one: its store was not checked");
  }
}
