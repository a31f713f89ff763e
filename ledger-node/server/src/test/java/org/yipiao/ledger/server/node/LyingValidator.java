package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.CompactRange;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredBlock;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.SigningKeys;
import org.yipiao.ledger.server.cosigning.Validators;

/**
 * A validator that lies with its own keys. Whatever its manner, it answers peers with blocks of
 * another content, under notes that carry its own cosignature three times.
 */
public final class LyingValidator implements Lie {

  /** How it lies about what it executed. */
  public enum Manner {
    /** It cosigns a root that no log has. */
    OTHER_ROOT,
    /** It cosigns the log as it were if the block had led to another state. */
    OTHER_STATE,
    /** It cosigns nothing. */
    WITHHOLDS,
    /** It shows the truth to one of the others, and to each of the rest a lie of its own. */
    TWO_FACED,
    /** It cosigns another root and then the true one as well. */
    SIGNS_BOTH,
    /** It cosigns in the others' names, the true root as well as another one. */
    FORGES,
    /** It cosigns many roots of one size, and sizes that are not reached yet or never will be. */
    FLOODS,
    /** It executes nothing, and cosigns what another's log has. */
    BLIND
  }

  private static final int FLOOD = 8;

  private final IntFunction<Optional<LedgerNode>> running;
  private final int self;
  private final Manner manner;
  private final SigningKeys keys;
  private final String origin;

  LyingValidator(SimulatedConsortium consortium, int self, Manner manner) throws IOException {
    this(
        consortium.genesis().origin(),
        consortium.members().keys(self),
        consortium::running,
        self,
        manner);
  }

  /**
   * @param origin of the log
   * @param running a validator's node, if it runs
   */
  public LyingValidator(
      String origin,
      SigningKeys keys,
      IntFunction<Optional<LedgerNode>> running,
      int self,
      Manner manner) {
    this.origin = origin;
    this.keys = keys;
    this.running = running;
    this.self = self;
    this.manner = manner;
  }

  private Cosigner cosigner(long size) {
    return keys.cosigner(named(size).cosigningKey()).orElseThrow();
  }

  /** What it is at a size, or was when it was a validator last. */
  private GenesisValidator named(long size) {
    var validators = running.apply(self).orElseThrow().validators();
    return validators.at(size).roster().validator(self).or(() -> lastOf(validators)).orElseThrow();
  }

  private Optional<GenesisValidator> lastOf(Validators validators) {
    return validators.epochs().reversed().stream()
        .flatMap(epoch -> epoch.roster().validator(self).stream())
        .findFirst();
  }

  /** Whether it has been a validator so far. */
  private boolean began() {
    return lastOf(running.apply(self).orElseThrow().validators()).isPresent();
  }

  private List<Integer> others(long size) {
    return running.apply(self).orElseThrow().validators().at(size).roster().validators().stream()
        .map(Roster.Entry::member)
        .filter(member -> member != self)
        .toList();
  }

  @Override
  public List<Cosignature> ordered(Cosignature own) {
    return switch (manner) {
      case OTHER_ROOT, TWO_FACED -> List.of(signed(own, otherRoot(own, 0)));
      case OTHER_STATE -> List.of(signed(own, rootWithOtherState(own.size())));
      case WITHHOLDS -> List.of();
      case SIGNS_BOTH -> List.of(signed(own, otherRoot(own, 0)), own);
      case FORGES -> forged(own);
      case FLOODS -> flood(own);
      case BLIND -> blind(own);
    };
  }

  @Override
  public List<Cosignature> shown(Cosignature own, int to) {
    boolean favoured = to == 1 + self % 4;
    return switch (manner) {
      case TWO_FACED -> List.of(favoured ? own : signed(own, otherRoot(own, to)));
      case OTHER_ROOT, OTHER_STATE, WITHHOLDS, SIGNS_BOTH, FORGES, FLOODS, BLIND -> List.of();
    };
  }

  @Override
  public String checkpoint(FinalCheckpoint own) {
    return began() ? note(own.size(), Digest.sha256(own.root().bytes())) : own.note();
  }

  @Override
  public BlockPage.BlockView block(BlockPage.BlockView own) {
    if (!began()) {
      return own;
    }
    var block = StoredBlock.decode(Base64.getDecoder().decode(own.content()));
    Digest root = Digest.sha256(block.root().bytes());
    var other =
        new StoredBlock(
            block.height(),
            block.size(),
            root,
            block.lastRound(),
            block.orderHash(),
            block.consensusTimeNanos(),
            List.of());
    return new BlockPage.BlockView(
        block.height(),
        Base64.getEncoder().encodeToString(other.encode()),
        note(block.size(), root),
        List.of());
  }

  private List<Cosignature> forged(Cosignature own) {
    Cosignature other = signed(own, otherRoot(own, 0));
    List<Cosignature> forged = new ArrayList<>();
    for (int member : others(own.size())) {
      forged.add(new Cosignature(member, own.size(), own.root(), own.timed()));
      forged.add(new Cosignature(member, other.size(), other.root(), other.timed()));
    }
    forged.add(other);
    return forged;
  }

  private List<Cosignature> blind(Cosignature own) {
    for (int other : others(own.size())) {
      var log = running.apply(other).map(node -> node.chain().log());
      if (log.isPresent() && log.get().size() >= own.size()) {
        return List.of(signed(own, log.get().root(own.size())));
      }
    }
    return List.of();
  }

  private List<Cosignature> flood(Cosignature own) {
    List<Cosignature> flood = new ArrayList<>();
    for (int i = 1; i <= FLOOD; i++) {
      flood.add(signed(own, otherRoot(own, i)));
      flood.add(signed(own.size() + i, otherRoot(own, i), own.timeSeconds()));
    }
    flood.add(signed(Long.MAX_VALUE, own.root(), own.timeSeconds()));
    return flood;
  }

  private static Digest otherRoot(Cosignature own, int salt) {
    return Digest.sha256(own.root().bytes(), new byte[] {(byte) salt});
  }

  /** The root if the last block's header named another state; all before it is as it is. */
  private Digest rootWithOtherState(long size) {
    List<byte[]> leaves =
        running.apply(self).orElseThrow().chain().leaves(0, Math.toIntExact(size));
    var header = BlockHeader.of(LeafV1.decode(leaves.getLast()));
    var other =
        new BlockHeader(
            header.height(),
            header.consensusTimeNanos(),
            header.lastRound(),
            header.orderHash(),
            header.contractVersion(),
            Digest.sha256(header.stateRoot().bytes()),
            header.rosterDigest(),
            header.previousRoot());
    var tree = CompactRange.empty();
    for (byte[] leaf : leaves.subList(0, leaves.size() - 1)) {
      tree = tree.append(MerkleTree.leafHash(leaf));
    }
    return tree.append(other.toLeaf().hash()).root();
  }

  private Cosignature signed(Cosignature own, Digest root) {
    return signed(own.size(), root, own.timeSeconds());
  }

  private Cosignature signed(long size, Digest root, long timeSeconds) {
    var checkpoint = new Checkpoint(origin, size, root);
    return new Cosignature(
        self, size, root, cosigner(size).sign(checkpoint, timeSeconds).signature());
  }

  private String note(long size, Digest root) {
    var checkpoint = new Checkpoint(origin, size, root);
    List<NoteSignature> lines = new ArrayList<>();
    lines.add(keys.log(named(checkpoint.size()).logKey()).orElseThrow().sign(checkpoint));
    for (int second = 1; second <= 3; second++) {
      lines.add(cosigner(checkpoint.size()).sign(checkpoint, second));
    }
    return new SignedNote(checkpoint.body(), lines).format();
  }
}
