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
    if (next.number() != present.number() + 1) {
      return Optional.empty();
    }
    try {
      var header = BlockHeader.of(LeafV1.decode(headerLeaf));
      return header.rosterDigest().equals(next.digest())
          ? proven(present, origin)
          : Optional.empty();
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Epoch> proven(Epoch present, String origin) {
    if (!(CosignedCheckpoint.verify(proof.checkpoint(), present.trust(origin))
        instanceof Verification.Final verified)) {
      return Optional.empty();
    }
    var checkpoint = verified.checkpoint();
    boolean last =
        checkpoint.size() == next.fromSize() - 1
            && proof.leafIndex() == checkpoint.size() - 1
            && new InclusionProof(proof.leafIndex(), checkpoint.size(), proof.path())
                .verify(MerkleTree.leafHash(headerLeaf), checkpoint.root());
    return last ? Optional.of(next) : Optional.empty();
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
}
