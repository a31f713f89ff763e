package org.yipiao.ledger.protocol.epoch;

import java.util.List;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The validators from one size of the log on. The message {@code 1 from_size fixed64, 2 roster
 * bytes}.
 *
 * @param fromSize the first size that they cosign; 0 in the first epoch, and in a later one while
 *     the block that brings it is in progress
 */
public record Epoch(long fromSize, Roster roster) {

  /** The most bytes of an encoding. */
  public static final int MOST_BYTES = 90_000;

  public Epoch {
    if (fromSize < 0) {
      throw new FormatException("an epoch from size " + fromSize);
    }
  }

  /** That of the genesis file. */
  public static Epoch first(Genesis genesis) {
    return new Epoch(0, Roster.of(genesis));
  }

  /** 0 for the first. */
  public long number() {
    return roster.epoch();
  }

  /** A file's trust root, with those epochs that began after its last one. */
  public static TrustRoot extended(TrustRoot file, List<Epoch> epochs) {
    TrustRoot longer = file;
    for (Epoch epoch : epochs) {
      if (epoch.fromSize() > longer.epochs().getLast().fromSize()) {
        longer = longer.withEpoch(epoch.fromSize(), epoch.roster());
      }
    }
    return longer;
  }

  /** What is trusted by whoever trusts these validators and nobody else. */
  public TrustRoot trust(String origin) {
    return TrustRoot.of(origin, fromSize, roster, List.of());
  }

  /**
   * What block headers have of it: SHA-256 of {@link #encode}, which says from which size on, so
   * that the header of no other block proves it; of the first epoch see {@link
   * Roster#firstEpochDigest}.
   */
  public Digest digest() {
    return number() == 0 ? roster.firstEpochDigest() : Digest.sha256(encode());
  }

  /** Whether the block that brings it is in progress, so that its first size is not known. */
  public boolean open() {
    return number() > 0 && fromSize == 0;
  }

  public byte[] encode() {
    return new FieldWriter().fixed64(1, fromSize).bytes(2, roster.encode()).toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static Epoch decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    var epoch = new Epoch(in.fixed64(1), Roster.decode(in.bytes(2, 1, MOST_BYTES)));
    in.end();
    return epoch;
  }
}
