package org.yipiao.acceptance.kill;

import java.nio.file.Path;
import java.util.List;
import org.yipiao.acceptance.kill.oracle.StoreOracle;
import org.yipiao.quickstart.parts.LedgerCheck;

/**
 * The directories of all nodes after the platform was stopped, store and engine's folder, each
 * checked as an operator would.
 */
final class StoppedStores {

  private StoppedStores() {}

  /**
   * Checks them one after the other.
   *
   * @param root the clone
   * @param platform the folder of the stopped platform
   */
  static List<StoreOracle.Checked> check(Path root, Path platform) {
    return Parts.VALIDATORS.stream().map(node -> check(root, platform, node)).toList();
  }

  private static StoreOracle.Checked check(Path root, Path platform, String node) {
    LedgerCheck.Said said =
        LedgerCheck.listen(
            root,
            platform.resolve("parts").resolve(node).resolve("data"),
            platform.resolve("consortium"));
    return new StoreOracle.Checked(node, said.exit(), said.lines());
  }
}
