package org.yipiao.ledger.protocol.golden;

import java.util.List;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.GenesisRecord;
import org.yipiao.ledger.protocol.wire.EpochNanos;

/** A seeded consortium of version 2 and its second epoch. */
public final class SeededEpochs {

  public static final Genesis GENESIS = SeededConsortium.genesis(2);

  private static final long LAST_OF_FIRST = 3;

  private SeededEpochs() {}

  /** The first validator has a key for archives, the fifth is new, the fourth is gone. */
  public static Epoch second() {
    var withArchives =
        Roster.of(SeededConsortium.genesisWithPostQuantumKeys(1)).validator(1).orElseThrow();
    return new Epoch(
        LAST_OF_FIRST + 1,
        new Roster(
            1,
            List.of(
                new Roster.Entry(1, "bureau", withArchives),
                new Roster.Entry(2, "agency", SeededConsortium.validator(2)),
                new Roster.Entry(3, "insurer", SeededConsortium.validator(3)),
                new Roster.Entry(5, "hospital-two", SeededConsortium.validator(5)))));
  }

  /** What proves it, by a quorum of the first epoch. */
  public static EpochChange change() {
    var log = new SampleLog();
    log.append(new GenesisRecord(GENESIS.ledgerId()).toLeaf(GENESIS.timeNanos()).encode());
    log.append(Operations.changes().getFirst().element());
    byte[] header =
        new BlockHeader(
                1,
                EpochNanos.of(SeededConsortium.START.plusSeconds(5)),
                11,
                Operations.digest(0x0d),
                2,
                Operations.digest(0x51),
                second().digest(),
                Operations.digest(0x9e))
            .toLeaf()
            .encode();
    log.append(header);
    String note = SeededConsortium.note(log.checkpoint(), 1_767_225_700L, 1, 2, 4);
    return new EpochChange(
        second(), header, new TlogProof(LAST_OF_FIRST - 1, log.inclusion(2).path(), note));
  }
}
