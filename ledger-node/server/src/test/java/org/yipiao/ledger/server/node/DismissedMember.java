package org.yipiao.ledger.server.node;

import java.nio.file.Path;
import java.time.Duration;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** A founder that a quorum suspends while all run; it is a validator no more. */
public final class DismissedMember {

  /** Its number. */
  public static final int NUMBER = 4;

  private DismissedMember() {}

  /** A consortium that has blocks and has suspended it. */
  public static SimulatedConsortium of(Path directory) throws Exception {
    var consortium = new SimulatedConsortium(directory, 43, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
    suspend(consortium);
    return consortium;
  }

  /** Has it suspended; the others validate from the next block on. */
  public static void suspend(SimulatedConsortium consortium) throws Exception {
    var changes = new AgreedChanges(consortium, 1, 2, 3);
    changes.apply(changes.suspension(NUMBER));
  }
}
