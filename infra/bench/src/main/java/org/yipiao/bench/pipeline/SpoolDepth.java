package org.yipiao.bench.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a gateway says of its spool: invoices that it accepted and that are not final.
 *
 * @param waiting in no batch yet
 * @param inBatches on their way to the register
 * @param held put off, sent again by themselves
 * @param quarantined refused; they go nowhere until a person has looked at them
 */
record SpoolDepth(long waiting, long inBatches, long held, long quarantined) {

  /**
   * Reads the status of a gateway.
   *
   * @throws IOException naming the count that is missing
   */
  static SpoolDepth of(JsonNode status) throws IOException {
    return new SpoolDepth(
        count(status, "waiting"),
        count(status, "inBatches"),
        count(status, "held"),
        count(status, "quarantined"));
  }

  private static long count(JsonNode status, String name) throws IOException {
    JsonNode number = status.path(name);
    if (!number.isIntegralNumber()) {
      throw new IOException("the gateway's status has no count " + name);
    }
    return number.asLong();
  }

  /** Invoices that become final without anybody's help. */
  long open() {
    return waiting + inBatches + held;
  }

  /** Of the invoices accepted since an earlier look, how many are surely final. */
  long finalSince(SpoolDepth before, int accepted) {
    return Math.max(0, accepted - open() - quarantinedSince(before));
  }

  /** Why not every invoice accepted since an earlier look is final. */
  List<String> faultsSince(SpoolDepth before) {
    List<String> faults = new ArrayList<>();
    if (quarantinedSince(before) > 0) {
      faults.add(
          "%d invoices were quarantined and are not final; the gateway's /v1/quarantine says why"
              .formatted(quarantinedSince(before)));
    }
    if (open() > 0) {
      faults.add(
          "%d invoices are not final: %d wait, %d are in batches, %d are held"
              .formatted(open(), waiting, inBatches, held));
    }
    return faults;
  }

  private long quarantinedSince(SpoolDepth before) {
    return Math.max(0, quarantined - before.quarantined);
  }
}
