package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.fsck.EngineCheck;
import org.yipiao.ledger.server.fsck.StoreCheck;

/** What nodes of this process leave on the disk once all of them were stopped. */
final class StoppedStores {

  private StoppedStores() {}

  /**
   * Checks each node's store and its engine's folder as an operator would with {@code fsck}.
   *
   * @param directory of a {@link org.yipiao.ledger.server.local.LocalConsortium}
   * @param nodes that ever ran there
   */
  static void assertSound(Path directory, int nodes) throws IOException {
    var consortium = new DevelopmentConsortium(directory.resolve("consortium"));
    assertSound(directory.resolve("nodes"), nodes, consortium.genesis(), consortium.trust());
  }

  /**
   * The same of any folder with a folder for each node.
   *
   * @param trust as it was founded: what followed is in each store
   */
  static void assertSound(Path folder, int nodes, Genesis genesis, TrustRoot trust)
      throws IOException {
    List<Path> all;
    try (Stream<Path> inside = Files.list(folder)) {
      all = inside.sorted().toList();
    }
    assertThat(all).as("nodes").hasSize(nodes);
    for (Path node : all) {
      Path scratch = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "fsck-");
      assertThat(StoreCheck.of(node.resolve("store"), genesis, trust, scratch).lines())
          .as("fsck of %s", node.getFileName())
          .isEmpty();
      Path another = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "fsck-");
      assertThat(EngineCheck.of(node, genesis, another).findings().lines())
          .as("fsck of the engine of %s", node.getFileName())
          .isEmpty();
    }
  }
}
