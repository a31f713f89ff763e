package org.yipiao.ledger.server.simulation;

import org.yipiao.ledger.protocol.wire.Digest;

/**
 * What came of a scenario in which every promise held.
 *
 * @param digest of the final log and of all that was counted: two runs of one seed have the same
 * @param leaves of the final log
 * @param virtualMillis how long it took by its own clock
 */
record Report(
    Scenario scenario, Digest digest, int leaves, long virtualMillis, Coverage coverage) {}
