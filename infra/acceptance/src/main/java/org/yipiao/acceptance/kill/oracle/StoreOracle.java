package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Every node's store is whole and says one and the same thing everywhere, once the node has
 * stopped: what was killed so often has left no damage, though the node still serves.
 */
public final class StoreOracle {

  private static final int SHOWN = 3;

  private StoreOracle() {}

  /**
   * What a check of a node's directory came to.
   *
   * @param exit of the check: 0 sound, 1 something was found, 2 there was nothing to check
   * @param lines what it said
   */
  public record Checked(String node, int exit, List<String> lines) {

    public Checked {
      lines = List.copyOf(lines);
    }

    /** Says so itself, besides ending well: a check that did nothing proves nothing. */
    public boolean sound() {
      return exit == 0 && !lines.isEmpty() && lines.getFirst().startsWith("SOUND ");
    }
  }

  /**
   * Every difference; empty when all are sound.
   *
   * @param nodes all that there are
   */
  public static List<Difference> judge(List<String> nodes, List<Checked> checked) {
    List<Difference> differences = new ArrayList<>();
    for (String node : nodes) {
      if (checked.stream().noneMatch(one -> one.node().equals(node))) {
        differences.add(new Difference(node, "its store was not checked"));
      }
    }
    for (Checked one : checked) {
      if (!one.sound()) {
        differences.add(new Difference(one.node(), what(one)));
      }
    }
    return differences;
  }

  private static String what(Checked checked) {
    String what = checked.exit() == 1 ? "its store is not sound" : "its store could not be checked";
    return "%s (exit %d): %s"
        .formatted(
            what,
            checked.exit(),
            String.join("; ", checked.lines().stream().limit(SHOWN).toList()));
  }
}
