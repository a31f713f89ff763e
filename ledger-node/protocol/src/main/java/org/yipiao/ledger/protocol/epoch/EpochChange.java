package org.yipiao.ledger.protocol.epoch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * What proves the next epoch to whoever knows the present one: the last block's header, which names
 * the next validators by their digest, in a checkpoint of exactly that size with a quorum of the
 * present ones. The message {@code 1 next bytes, 2 header_leaf bytes, 3 proof string}.
 *
 * @param next the epoch that follows
 * @param headerLeaf the last leaf of the last block of the epoch before
 * @param proof of that leaf
 */
@SuppressWarnings("ArrayRecordComponent") // an encoding, compared nowhere
public record EpochChange(Epoch next, byte[] headerLeaf, TlogProof proof) {

  /** The most bytes of an encoding; an engine orders as much in one payload. */
  public static final int MOST_BYTES = 120_000;

  private static final int MOST_LEAF = 4_096;
  private static final int MOST_PROOF = 24_000;

  public byte[] encode() {
    return new FieldWriter()
        .bytes(1, next.encode())
        .bytes(2, headerLeaf)
        .bytes(3, proof.format().getBytes(StandardCharsets.UTF_8))
        .toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static EpochChange decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    var next = Epoch.decode(in.bytes(1, 1, Epoch.MOST_BYTES));
    byte[] leaf = in.bytes(2, 1, MOST_LEAF);
    byte[] utf8 = in.bytes(3, 1, MOST_PROOF);
    in.end();
    String proof = new String(utf8, StandardCharsets.UTF_8);
    if (!Arrays.equals(proof.getBytes(StandardCharsets.UTF_8), utf8)) {
      throw new FormatException("the proof of an epoch is not in UTF-8");
    }
    return new EpochChange(next, leaf, TlogProof.parse(proof));
  }

  /**
   * The epoch that follows, {@link #next}.
   *
   * @param present the epoch before
   * @return empty unless a quorum of the present validators has agreed to exactly this
   */
  public Optional<Epoch> after(Epoch present, String origin) {
    try {
      return next.number() == present.number() + 1 && provenUnder(present.trust(origin))
          ? Optional.of(next)
          : Optional.empty();
    } catch (FormatException e) {
      return Optional.empty(); // validators of another log
    }
  }

  /**
   * The trust root that goes on with the epoch that follows its last one. It has all epochs of the
   * ledger from size 0 on, so that none can be left out on the way.
   *
   * @return empty unless a quorum of the validators of its last epoch has agreed to exactly this
   */
  public Optional<TrustRoot> after(TrustRoot present) {
    TrustEpoch last = present.epochs().getLast();
    boolean follows =
        present.epochs().getFirst().fromSize() == 0
            && next.number() == present.epochs().size()
            && next.fromSize() > last.fromSize()
            && last.end().orElse(next.fromSize() - 1) == next.fromSize() - 1;
    try {
      return follows && provenUnder(present)
          ? Optional.of(present.withEpoch(next.fromSize(), next.roster()))
          : Optional.empty();
    } catch (FormatException e) {
      return Optional.empty(); // whatever was agreed to, it cannot be trusted further
    }
  }

  /**
   * Whether a quorum of those who validate at that size by a trust root has agreed to exactly this.
   */
  public boolean provenUnder(TrustRoot trust) {
    // The digest of the first epoch leaves its size out: any header would prove it, with any size.
    if (next.number() < 1) {
      return false;
    }
    try {
      var header = BlockHeader.of(LeafV1.decode(headerLeaf));
      return header.rosterDigest().equals(next.digest()) && isLastLeaf(trust);
    } catch (FormatException e) {
      return false;
    }
  }

  private boolean isLastLeaf(TrustRoot trust) {
    if (!(CosignedCheckpoint.verify(proof.checkpoint(), trust)
        instanceof Verification.Final verified)) {
      return false;
    }
    var checkpoint = verified.checkpoint();
    return checkpoint.size() == next.fromSize() - 1
        && proof.leafIndex() == checkpoint.size() - 1
        && new InclusionProof(proof.leafIndex(), checkpoint.size(), proof.path())
            .verify(MerkleTree.leafHash(headerLeaf), checkpoint.root());
  }

  /**
   * Follows a ledger's epochs from its genesis.
   *
   * @param changes of all epochs, in their order
   * @return all epochs, the first one first
   * @throws FormatException when one does not follow from the one before
   */
  public static List<Epoch> follow(Genesis genesis, List<EpochChange> changes) {
    List<Epoch> epochs = new ArrayList<>();
    epochs.add(Epoch.first(genesis));
    for (EpochChange change : changes) {
      epochs.add(
          change
              .after(epochs.getLast(), genesis.origin())
              .orElseThrow(() -> new FormatException("epoch " + epochs.size() + " is not proven")));
    }
    return epochs;
  }

  /**
   * Follows a ledger's epochs from a trust root.
   *
   * @param changes in their order; those that it has already are passed over
   * @return the trust root with all of them
   * @throws FormatException when one does not follow from the one before
   */
  public static TrustRoot follow(TrustRoot known, List<EpochChange> changes) {
    TrustRoot present = known;
    for (EpochChange change : changes) {
      long number = change.next().number();
      if (number >= known.epochs().size()) {
        present =
            change
                .after(present)
                .orElseThrow(() -> new FormatException("epoch " + number + " is not proven"));
      }
    }
    return present;
  }
}
