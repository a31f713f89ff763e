package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.PostQuantumCosignature;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;

/** A consortium with keys for archives, which has run for a while. */
public record ArchivingConsortium(SimulatedConsortium consortium) {

  private static final int FIRST = 1;
  private static final int OTHER_ROOT = 0x0e;

  public static ArchivingConsortium run(Path directory, Duration time) throws Exception {
    var consortium =
        new SimulatedConsortium(
            directory, 9, SimulatedConditions.calm(), 1, Choices.withPostQuantumKeys());
    consortium.run(time);
    consortium.allocate(FIRST);
    consortium.makeBlocks(0, 2);
    return new ArchivingConsortium(consortium);
  }

  public Genesis genesis() {
    return consortium.genesis();
  }

  public TrustRoot trust() {
    return consortium.trust();
  }

  /** All entries of the first validator's store. */
  public void copyOfTheFirst(KeyValueStore copy) {
    var store = consortium.node(FIRST).chain().store();
    for (Family family : Family.values()) {
      var writes = new WriteSet();
      store
          .range(family, new byte[0], null, Integer.MAX_VALUE)
          .forEach(entry -> writes.put(family, entry.key(), entry.value()));
      copy.write(writes, Durability.SYNCED);
    }
  }

  /** A cosignature for archives of the last final size and a root that nobody has. */
  public PostQuantumCosignature lieOf(int member) throws IOException {
    long size = consortium.node(FIRST).chain().finalSize();
    byte[] root = new byte[Digest.LENGTH];
    root[0] = OTHER_ROOT;
    var checkpoint = new Checkpoint(trust().origin(), size, Digest.of(root));
    long now = consortium.network().clock().instant().getEpochSecond();
    byte[] timed =
        consortium.members().postQuantumCosigner(member).sign(checkpoint, now).signature();
    return new PostQuantumCosignature(member, size, Digest.of(root), timed);
  }
}
