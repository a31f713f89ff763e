package org.yipiao.ledger.server.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.NoteSignature;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.node.LedgerNode;

/**
 * Keys that count no more: of validators that went and of those that have others now. They go on
 * cosigning all that there is, the true log as well as another one, and nobody may be moved by it.
 */
final class Gone {

  private final Cluster cluster;
  private final List<Integer> honest;
  private final Followed trust;
  private final Coverage coverage;
  private long shown;

  Gone(Cluster cluster, List<Integer> honest, Followed trust, Coverage coverage) {
    this.cluster = cluster;
    this.honest = List.copyOf(honest);
    this.trust = trust;
    this.coverage = coverage;
  }

  /** Cosigns what is new, to everybody. */
  void step() {
    List<LedgerNode> nodes =
        honest.stream().flatMap(member -> cluster.running(member).stream()).toList();
    for (LedgerNode node : nodes) {
      Chain chain = node.chain();
      long size = chain.log().size();
      // Before it is final, for then it would be judged by its root alone.
      if (node.validators().present().number() > 0 && size > shown && size > chain.finalSize()) {
        shown = size;
        show(retired(node.validators(), size), size, node, nodes);
      }
    }
  }

  private void show(
      Map<Vkey, Integer> retired, long size, LedgerNode node, List<LedgerNode> nodes) {
    var checkpoint =
        new Checkpoint(cluster.genesis().origin(), size, node.chain().log().root(size));
    long epoch = node.validators().present().number();
    retired.forEach((key, member) -> {
      byte[] timed = cosigner(key, member).sign(checkpoint, cluster.seconds()).signature();
      var late = new Cosignature(member, size, checkpoint.root(), timed);
      nodes.stream()
          .filter(to -> to.validators().present().number() == epoch)
          .forEach(to -> to.cosignatures().accept(late));
      coverage.happened(Gone.class, "COSIGNED");
    });
  }

  private static Cosigner cosigner(Vkey key, int member) {
    return Founding.keys(member).cosigner(key).orElseThrow();
  }

  /** All keys for cosigning that a validator has had but at that size, with their members. */
  private static Map<Vkey, Integer> retired(Validators validators, long size) {
    Map<Vkey, Integer> keys = new LinkedHashMap<>();
    validators.epochs().stream()
        .flatMap(epoch -> epoch.roster().validators().stream())
        .forEach(one -> keys.put(one.validator().cosigningKey(), one.member()));
    for (Roster.Entry one : validators.at(size).roster().validators()) {
      keys.remove(one.validator().cosigningKey());
    }
    return keys;
  }

  /** One cosignature less than a quorum is none, with those of all keys that count no more. */
  void atTheEnd(int member) {
    var node = cluster.running(member).orElseThrow();
    String last = node.chain().finalCheckpoint().orElseThrow().note();
    var signed = SignedNote.parse(last);
    var checkpoint = Checkpoint.parse(signed.text());
    var epoch = trust.present().epochOf(checkpoint.size()).orElseThrow();
    List<NoteSignature> lines = new ArrayList<>();
    int left = epoch.threshold() - 1;
    for (NoteSignature line : signed.signatures()) {
      boolean counts = epoch.cosigners().stream().anyMatch(one -> one.vkey().names(line));
      if (!counts || left > 0) {
        lines.add(line);
        left -= counts ? 1 : 0;
      }
    }
    retired(node.validators(), checkpoint.size())
        .forEach((key, of) -> lines.add(cosigner(key, of).sign(checkpoint, cluster.seconds())));
    String note = new SignedNote(signed.text(), lines).format();
    if (CosignedCheckpoint.verify(note, trust) instanceof Verification.Final counted) {
      throw new BrokenPromise(
          Promise.ONE_LEDGER, "keys that count no more make a quorum: " + counted.members());
    }
  }
}
