package org.yipiao.ledger.server.node;

/**
 * What a consortium of version 1 goes through until it is another: version 2 of the contract, a
 * fifth validator, another key of the second, the third suspended. Three epochs after the first.
 */
final class ConsortiumOfManyChanges {

  private static final int BLOCKS_UNTIL_ACTIVE = 4;

  private final SimulatedConsortium consortium;
  private final AgreedChanges changes;

  ConsortiumOfManyChanges(SimulatedConsortium consortium) {
    this.consortium = consortium;
    this.changes = new AgreedChanges(consortium, 1, 2, 3, 4);
  }

  /** Goes on under version 2 of the contract; some invoices are issued meanwhile. */
  void activate(int firstInvoice) throws Exception {
    long at = consortium.node(1).chain().head().orElseThrow().height() + BLOCKS_UNTIL_ACTIVE;
    changes.apply(changes.activation(at));
    consortium.makeBlocks(firstInvoice, BLOCKS_UNTIL_ACTIVE);
  }

  void admitTheGuest() throws Exception {
    AdmittedGuest.join(consortium, changes);
  }

  void rotateTheCosigningKeyOfTheSecond() throws Exception {
    changes.apply(changes.rotationOfTheSecondsCosigningKey());
  }

  void suspendTheThird() throws Exception {
    changes.apply(changes.suspension(3));
  }
}
