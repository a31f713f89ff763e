package org.yipiao.acceptance.kill.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every final block is on the topic: at least once, for the first time after all before it, and
 * with the bytes of the node that publishes each time.
 */
final class BlockOracle {

  private final Evidence.Publication publication;
  private final List<Difference> differences = new ArrayList<>();

  BlockOracle(Evidence.Publication publication) {
    this.publication = publication;
  }

  List<Difference> judge() {
    List<String> blocks = publication.blocks();
    if (blocks.isEmpty()) {
      differences.add(new Difference("ledger", "no final block was read"));
    }
    Set<Integer> seen = new HashSet<>();
    int highest = -1;
    for (Evidence.PublishedBlock found : publication.records()) {
      int height = height(found.key());
      if (height < 0 || height >= blocks.size()) {
        differences.add(new Difference("topic", "holds a block that is not final: " + found.key()));
        continue;
      }
      if (!found.sha256().equals(blocks.get(height))) {
        differs(height, "was published with other bytes than the node has");
      }
      if (seen.add(height) && height < highest) {
        differs(height, "was first published after block " + highest);
      }
      highest = Math.max(highest, height);
    }
    for (int height = 0; height < blocks.size(); height++) {
      if (!seen.contains(height)) {
        differs(height, "was never published");
      }
    }
    return differences;
  }

  /** -1 for a key that is no height. */
  private static int height(String key) {
    return key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : -1;
  }

  private void differs(int height, String what) {
    differences.add(new Difference("block " + height, what));
  }
}
