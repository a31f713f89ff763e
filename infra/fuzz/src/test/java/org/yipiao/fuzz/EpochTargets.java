package org.yipiao.fuzz;

import static org.yipiao.fuzz.Checks.canonical;
import static org.yipiao.fuzz.Checks.read;
import static org.yipiao.fuzz.Checks.require;

import java.util.List;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;

/** Who validates from which size on, and what proves it. */
final class EpochTargets {

  private static final Epoch FIRST = Epoch.first(Samples.GENESIS);
  private static final EpochChange CHANGE = change();

  private EpochTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "epoch-change",
            List.of(
                "EpochChange.decode",
                "Epoch.decode",
                "Roster.decode",
                "Entry.decode",
                "GenesisValidator.decode"),
            "what is read has one spelling; no epoch follows but the one that a quorum cosigned",
            8_192,
            List.of(CHANGE.encode()),
            EpochTargets::follows));
  }

  private static void follows(byte[] input) {
    canonical(EpochChange::decode, EpochChange::encode).accept(input);
    read(() -> EpochChange.decode(input))
        .flatMap(change -> change.after(FIRST, Samples.GENESIS.origin()))
        .ifPresent(next -> require(next.equals(CHANGE.next()), "an epoch of nobody"));
  }

  /** A fifth validator, in the header of a log of two leaves. */
  private static EpochChange change() {
    var fifth = new Roster.Entry(7, "member-7", SeededConsortium.validator(7));
    var next = new Epoch(3, FIRST.roster().with(fifth));
    byte[] first = {1};
    byte[] header =
        new BlockHeader(1, 2, 3, Digest.ZERO, 2, Digest.ZERO, next.digest(), Digest.ZERO)
            .toLeaf()
            .encode();
    var checkpoint =
        new Checkpoint(Samples.GENESIS.origin(), 2, MerkleTree.root(List.of(first, header)));
    return new EpochChange(
        next,
        header,
        new TlogProof(
            1,
            List.of(MerkleTree.leafHash(first)),
            SeededConsortium.note(checkpoint, 1_800_000_000L, 1, 2, 3)));
  }
}
