package org.yipiao.ledger.protocol;

import java.util.List;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * A log of the seeded consortium with three epochs: members 1 to 4 up to size 9, 1 to 5 up to 19,
 * then 2 to 5.
 */
public final class SampleEpochs {

  public static final TrustRoot FIRST = TrustRoot.of(SeededConsortium.genesis(), List.of());

  private static final Epoch GENESIS = Epoch.first(SeededConsortium.genesis());

  /** From size 10 on. */
  public static final EpochChange ONE =
      change(
          10,
          GENESIS.roster().with(new Roster.Entry(5, "hospital-two", SeededConsortium.validator(5))),
          1,
          2,
          3);

  /** From size 20 on. */
  public static final EpochChange TWO =
      change(20, ONE.next().roster().withoutValidator(1), 2, 3, 4, 5);

  private SampleEpochs() {}

  /** What would prove these validators from a size on if it had the cosignatures for it. */
  public static EpochChange change(long fromSize, Roster roster, int... cosigners) {
    var next = new Epoch(fromSize, roster);
    return change(next, next.digest(), cosigners);
  }

  /** The same with a header that names some validators by this digest. */
  public static EpochChange change(Epoch next, Digest named, int... cosigners) {
    var header = new BlockHeader(1, 2, 3, Digest.ZERO, 1, Digest.ZERO, named, Digest.ZERO).encode();
    byte[] leaf = LeafV1.ofLedger(OperationType.BLOCK_HEADER, 2, header).encode();
    var log = log(next.fromSize() - 2);
    log.append(leaf);
    long index = log.size() - 1;
    String note = note(log, cosigners);
    return new EpochChange(next, leaf, new TlogProof(index, log.inclusion(index).path(), note));
  }

  /** A checkpoint of made-up leaves. */
  public static String note(long size, int... cosigners) {
    return note(log(size), cosigners);
  }

  /** The first of those who cosign signs for the log, too. */
  private static String note(SampleLog log, int... cosigners) {
    return SeededConsortium.note(
        SeededConsortium.logSigner(cosigners[0]), log.checkpoint(), 1_000, cosigners);
  }

  private static SampleLog log(long size) {
    var log = new SampleLog();
    for (int i = 0; i < size; i++) {
      log.append(new byte[] {(byte) i});
    }
    return log;
  }
}
